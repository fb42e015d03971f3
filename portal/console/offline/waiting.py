"""Cases that came from an offline desk of the hall and are to be completed, for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bundles.casework.models import Assistance, ReservedNumber
from bundles.casework.selectors.lines import unread
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from bundles.catalogue.definition import Text
from departments.models import OfficerRole
from portal.console.desk.counting import at_most
from portal.console.desk.sections import Section
from portal.console.gate import clerk_of, hall_of, holds
from portal.console.offline.mending import noted

SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Received:
    """``mine``: the clerk who asks sits at it, and goes straight on."""

    token: UUID
    number: str
    applicant: str
    bundle: Text
    received_at: datetime
    mine: bool
    to_mend: list[str]


def sections(request: HttpRequest) -> list[Section]:
    if not holds(request, OfficerRole.WINDOW):
        return []
    lines = [_line(one) for one in _open(request)[:SHOWN]]
    if not lines:
        return []
    return [
        Section(
            key="offline",
            title=_("断网收件，待补全"),
            count=len(lines) if len(lines) < SHOWN else at_most(_open(request)),
            template="console/offline/received.html",
            context={"received": lines},
            urgent=True,
        )
    ]


def _open(request: HttpRequest) -> QuerySet[ReservedNumber]:
    """The longest waiting first: their clock has run since the receipt.

    Taken back after it was handed in, a case has no receipt any more: it is a draft among the
    others of the counter (``portal.console.intake.waiting``).
    """
    standing = Assistance.objects.filter(
        submission=OuterRef("submission"), officer=clerk_of(request).number, ended_at__isnull=True
    )
    return (
        ReservedNumber.objects.filter(
            hall=hall_of(request),
            submission__status=SubmissionStatus.DRAFT,
            submission__received_at__isnull=False,
        )
        .select_related("submission__applicant")
        .defer(*unread("submission__"))
        .annotate(mine=Exists(standing))
        .order_by("submission__received_at")
    )


def _line(held: ReservedNumber) -> Received:
    submission = held.submission
    assert submission is not None
    assert submission.received_at is not None
    return Received(
        token=held.token,
        number=held.number,
        applicant=submission.applicant.masked_name,
        bundle=versions.version(submission.version_id).name,
        received_at=submission.received_at,
        mine=held.mine,  # type: ignore[attr-defined]  # annotated
        to_mend=noted(held),
    )
