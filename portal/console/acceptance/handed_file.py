"""Look at a file that was handed in."""

from __future__ import annotations

from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applicants.documents import open_document
from bundles.casework.models import HandedMaterial, Submission
from bundles.casework.selectors.queues import latest_filing
from portal.console.errors import REFUSED, refusal
from portal.console.site import page
from portal.console.views.cases import case_of

POLICY = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'"
)


@require_safe
def material(request: HttpRequest, number: str, sha256: str) -> HttpResponseBase:
    """Stream one file of the case's last filing from the vault; anything else is 404."""
    return streamed(request, filed_material(case_of(request, number), sha256), number)


def streamed(request: HttpRequest, handed: HandedMaterial, number: str) -> HttpResponseBase:
    """The file as it was handed in; in words why not, where the vault does not give it out."""
    try:
        content = open_document(handed.document)
    except REFUSED as error:
        told = refusal(error)
        context = {"title": _("文件不能打开"), "refused": told, "number": number}
        return page(request, "console/refused.html", context, status=told.status)
    response = FileResponse(content, content_type=handed.media_type, filename=handed.name)
    response["Content-Length"] = handed.size
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response.status_code = HTTPStatus.OK
    return response


def filed_material(submission: Submission, sha256: str) -> HandedMaterial:
    """A file of the last filing by its hash; any other one is 404."""
    filing = latest_filing(submission.pk)
    filed = {one["sha256"] for one in filing.content["materials"]} if filing else set()
    handed = (
        HandedMaterial.objects.filter(submission=submission, sha256=sha256)
        .select_related("document")
        .order_by("-id")
        .first()
    )
    if sha256 not in filed or handed is None:
        raise Http404
    return handed
