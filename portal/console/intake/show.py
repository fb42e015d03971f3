"""The one page on which a case is taken in, from the first question to the receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.casework.models import Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.states import SubmissionStatus
from portal.console.gate import clerk_of
from portal.console.intake.door import work_of
from portal.console.intake.mirror import mirror_of, standing_of
from portal.console.intake.own import intake_case
from portal.console.intake.parts import parts
from portal.console.intake.saving import restored, steps
from portal.console.intake.signing import Signing, signing_of
from portal.console.originals.pages import material_lines
from portal.console.site import page
from portal.form.agreeing import agreements
from portal.form.unsaved import all_typed_before


@require_safe
def show(request: HttpRequest, token: UUID) -> HttpResponse:
    """All of the form, the materials, and who confirms. ``check`` tells what is missing too,
    ``more`` names the list that is to show one empty row beside its own.
    """
    submission = intake_case(request, token)
    mine = standing_of(submission).officer == clerk_of(request).number
    if mine and (posts := all_typed_before(request, submission)):
        restored(request, submission, posts)
        return redirect("admin:intake_page", token=token)
    return intake_page(request, submission)


def intake_page(
    request: HttpRequest, submission: Submission, *, status: int = 200, **more: Any
) -> HttpResponse:
    work = work_of(submission)
    strict = "check" in request.GET or status != 200
    there = parts(work, strict=strict, more=request.GET.get("more", ""))
    signing = signing_of(request, submission)
    title = _("窗口收件")
    context = {
        "title": title,
        "content_title": title,
        "work": work,
        "submission": submission,
        "mending": _is_mended(submission),
        "parts": there,
        "strict": strict,
        "materials": material_lines(submission),
        "agreements": agreements(work),
        "signing": signing,
        "mirror": mirror_of(request, submission),
        "mine": standing_of(submission).officer == clerk_of(request).number,
        "reviewed": review_hash(submission),
        "asks": asks(signing),
        **steps(work, there),
        **more,
    }
    return page(request, "console/intake/page.html", context, status=status)


def _is_mended(submission: Submission) -> bool:
    """Handed in once before; what came from an offline desk has a number from the start."""
    if submission.state is not SubmissionStatus.DRAFT:
        return True
    return submission.number is not None and submission.received_at is None


def asks(signing: Signing) -> str:
    """What the clerk's next button is: put it before everybody, wait for them, or hand it in."""
    if signing.ready:
        return "file"
    return "wait" if signing.standing else "ask"
