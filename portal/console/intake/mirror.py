"""The applicant's own screen beside the counter: a code to scan, dark when the helper gets up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bundles.casework.models import Assistance, Submission
from bundles.casework.selectors.signatures import standing_round
from bundles.papers.barcodes import qr_on_screen
from portal.console.intake.own import intake_case

SVG: Final = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Mirror:
    address: str
    present: str


def standing_of(submission: Submission) -> Assistance:
    return (
        submission.assistances.select_related("present", "hall").filter(ended_at__isnull=True).get()
    )


def mirror_of(request: HttpRequest, submission: Submission) -> Mirror:
    standing = standing_of(submission)
    address = request.build_absolute_uri(reverse("web:beside", kwargs={"secret": standing.secret}))
    return Mirror(address, standing.present.name)


@require_safe
def mirror_code(request: HttpRequest, token: UUID) -> HttpResponse:
    """The way to the applicant's own screen as a QR code."""
    return _code(mirror_of(request, intake_case(request, token)).address)


@require_safe
def signing_code(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """One signatory's own link as a QR code."""
    round_ = standing_round(intake_case(request, token))
    asked = round_ and round_.requests.filter(number=number).first()
    if not asked:
        raise Http404
    return _code(request.build_absolute_uri(reverse("web:sign", kwargs={"secret": asked.secret})))


def _code(address: str) -> HttpResponse:
    response = HttpResponse(qr_on_screen(address, border=2), content_type=SVG)
    response["Cache-Control"] = "private, no-store"
    return response
