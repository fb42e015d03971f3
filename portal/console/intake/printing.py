"""What comes out of the printer at the counter; every one can be printed again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from bundles.casework.models import SigningRound, Submission
from bundles.casework.selectors.review import files
from bundles.casework.selectors.signatures import requests_of
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.answers import fields_shown, visible
from bundles.catalogue.definition import Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.scenario import bind
from bundles.catalogue.signing import role_texts
from bundles.catalogue.versions import version as version_of
from bundles.papers.counter import (
    Application,
    Group,
    Label,
    Signs,
    application_pdf,
    label_pdf,
)
from bundles.papers.exceptions import PaperError
from bundles.papers.links import progress_link
from bundles.papers.models import Paper
from bundles.papers.services import print_due
from departments.models import OfficerRole
from portal.console.acceptance.paper import paper
from portal.console.gate import clerk_of, hall_of, holds
from portal.console.intake.door import work_of
from portal.console.intake.own import intake_case
from portal.console.site import page
from portal.console.views.cases import case_of
from portal.form.agreeing import agreements
from portal.form.pages import SITUATION
from portal.form.reading import in_words

CHINESE = "zh-hans"


@require_safe
def application(request: HttpRequest, token: UUID) -> HttpResponse:
    """What stands to be signed, on paper; only while it stands."""
    submission = intake_case(request, token)
    round_ = SigningRound.objects.filter(submission=submission, ended_at__isnull=True).first()
    if round_ is None:
        raise Http404
    at = timezone.localtime()
    with override(CHINESE):
        try:
            pdf = application_pdf(_application(submission, round_, f"{at:%Y-%m-%d %H:%M}"), at=at)
        except PaperError as error:
            messages.error(request, str(error))
            return redirect("admin:intake_page", token=token)
    return _pdf(pdf)


def taken_in_case(request: HttpRequest, number: str) -> Submission:
    """A filed case whose papers are printed: any of the hall, for its window clerks; for a helper
    only what they helped with. Every other one is 404.
    """
    submission = case_of(request, number)
    helped = submission.assistances.filter(officer=clerk_of(request).number)
    if not holds(request, OfficerRole.WINDOW) and not helped.exists():
        raise Http404
    return submission


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Taken in: what to print, what to hand to the person, where it goes on."""
    submission = taken_in_case(request, number)
    try:
        print_due(submission.pk)  # usually made by now; whoever stands here does not wait for it
        trouble = ""
    except PaperError as error:
        trouble = str(error)
    title = _("收件完成")
    context = {
        "title": title,
        "content_title": title,
        "submission": submission,
        "bundle": version_of(submission.version_id).name,
        "papers": list(Paper.objects.filter(submission=submission).order_by("pk")),
        "trouble": trouble,
        "own_hall": hall_of(request),
        "may_accept": holds(request, OfficerRole.WINDOW)
        and submission.hall_id == hall_of(request).pk
        and submission.state is SubmissionStatus.SUBMITTED,
    }
    return page(request, "console/intake/receipt.html", context)


@require_safe
def receipt_paper(request: HttpRequest, number: str, **which: int) -> HttpResponseBase:
    """One paper of a case taken in."""
    taken_in_case(request, number)
    return paper(request, number, **which)


@require_safe
def label(request: HttpRequest, number: str) -> HttpResponse:
    """For the bag of originals: 100 × 60 mm, Code 128 of the case number, QR of its progress."""
    submission = taken_in_case(request, number)
    at = timezone.localtime()
    hall = submission.taken_in_at or submission.hall
    version = version_of(submission.version_id)
    keys = dict.fromkeys(one.material_key for one in files(submission))
    try:
        pdf = label_pdf(
            Label(
                number=str(submission.number),
                bundle=version.name.zh,
                applicant=submission.applicant.masked_name,
                hall=hall.name,
                taken_in=timezone.localtime(submission.submitted_at or at).strftime(
                    "%Y-%m-%d %H:%M"
                ),
                materials=[version.material(key).name.zh for key in keys],
                link=progress_link(str(submission.number)),
            ),
            at=at,
        )
    except PaperError as error:
        messages.error(request, str(error))
        return redirect("admin:receipt", number=number)
    return _pdf(pdf)


def _application(submission: Submission, round_: SigningRound, at: str) -> Application:
    version, content = version_of(submission.version_id), round_.content
    texts = role_texts(version)
    keys = [one["key"] for one in content["materials"]]
    return Application(
        bundle=version.name.zh,
        hall=submission.hall.name,
        applicant=submission.applicant.name,
        mark=round_.review_hash[:12],
        groups=list(_groups(version, content["answers"])),
        materials=[
            f"{version.material(key).name.zh}（{keys.count(key)} 份）"
            for key in dict.fromkeys(keys)
        ],
        agreements=[
            (title.zh, text.zh) for _key, title, text, _s in agreements(work_of(submission))
        ],
        signs=[
            Signs(
                name=one.name,
                roles="、".join(
                    texts[role["key"]][0].zh
                    + (f"（{role['on_behalf_of']}）" if role["on_behalf_of"] else "")
                    for role in one.roles
                ),
                statement="".join(dict.fromkeys(texts[role["key"]][1].zh for role in one.roles)),
            )
            for one in requests_of(round_)
            if not one.is_signed
        ],
        printed_at=at,
    )


def _groups(version: Version, answers: dict[str, Any]) -> Iterator[Group]:
    """Every answer in words, in the order of the form."""
    questions = answers.get(QUESTIONS) or {}
    asked = [one for one in version.questions if one.key in questions]
    yield Group(
        SITUATION.zh, [(str(one.text), in_words(one, questions[one.key]) or "无") for one in asked]
    )
    for block in visible(version, bind(version, questions)):
        value = (answers.get("blocks") or {}).get(block.key)
        rows = value if isinstance(value, list) else [value or {}]
        for place, row in enumerate(rows, start=1):
            heading = f"{block.repeat.row.zh} {place}" if block.repeat else block.title.zh
            shown = fields_shown(version, answers, block.key, row)
            lines = [
                (field.label.zh, in_words(field, row[field.key]))
                for field in shown
                if row.get(field.key) not in (None, "", [])
            ]
            if lines:
                yield Group(heading, lines)


def _pdf(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response
