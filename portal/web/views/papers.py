"""Receipts, notices and results as PDF, and all of it in one archive, to whose case it is."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from applicants.models import AgentScope
from bundles.issuance.models import Certificate
from bundles.papers.exceptions import PaperError
from bundles.papers.kinds import PaperKind
from bundles.papers.models import Paper
from bundles.papers.services import print_due
from portal.web.archive import archive, file_name
from portal.web.people import for_applicants, own_case

PDF = "application/pdf"


@require_safe
@for_applicants
def receipt(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The latest receipt; printed now when the printer has not come to it yet."""
    submission = own_case(request, token, scope=None)
    receipts = submission.papers.filter(kind=PaperKind.RECEIPT).order_by("-id")
    if submission.number and not receipts.exists():
        print_due(submission.pk)
    return _sent(receipts.first())


@require_safe
@for_applicants
def letter(request: HttpRequest, token: UUID, paper: int) -> HttpResponseBase:
    """One receipt or notice of the case."""
    submission = own_case(request, token, scope=None)
    return _sent(submission.papers.filter(pk=paper, certificate__isnull=True).first())


@require_safe
@for_applicants
def result(request: HttpRequest, token: UUID, key: str, nth: int = 0) -> HttpResponseBase:
    """The issued result of one item, or of one of the people it was issued to."""
    submission = own_case(request, token, scope=AgentScope.COLLECT)
    found = (
        Certificate.objects.filter(
            work_item__submission=submission,
            work_item__key=key,
            nth=nth,
            issued_at__isnull=False,
        )
        .select_related("paper")
        .first()
    )
    return _sent(found.paper if found else None)


@require_safe
@for_applicants
def everything(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """All papers, results, materials and answers in one file, written while it is sent."""
    submission = own_case(request, token, scope=AgentScope.EVERYTHING)
    if not submission.number:
        raise Http404  # nothing was ever filed
    with suppress(PaperError):  # what cannot be printed stands on the hall's desk already
        print_due(submission.pk)
    answer = StreamingHttpResponse(archive(submission), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(submission)}"'
    return answer


def _sent(paper: Paper | None) -> HttpResponseBase:
    if paper is None:
        raise Http404
    return FileResponse(
        paper.open(), as_attachment=True, filename=paper.file_name, content_type=PDF
    )
