"""How a case's results come to its applicant, and what others paid so that they pay nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from bundles.casework.models import Submission
from bundles.issuance.models import Parcel, Subsidy


@dataclass(frozen=True, slots=True)
class Paid:
    """``what`` others paid, in yuan, and ``total``."""

    what: tuple[tuple[str, Decimal], ...]
    total: Decimal


def parcels_of(submission: Submission) -> list[Parcel]:
    """What is or was on its way by post, once the carrier has it."""
    if submission.accepted_at is None:
        return []
    return list(submission.parcels.filter(sent_at__isnull=False).defer("to").order_by("id"))


def paid_for(submission: Submission) -> Paid | None:
    """Nothing before the first result changes hands: only then is it written down."""
    rows = list(Subsidy.objects.filter(submission=submission)) if submission.issued_at else []
    if not rows:
        return None
    english = (get_language() or "").startswith("en")
    return Paid(
        what=tuple((one.what_en if english else one.what, one.amount) for one in rows),
        total=sum((one.amount for one in rows), Decimal(0)),
    )
