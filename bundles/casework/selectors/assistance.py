"""Who is helped at a counter, and what stands before them to be confirmed."""

from __future__ import annotations

from bundles.casework.models import Assistance, SignatureRequest, Submission
from bundles.casework.selectors.signatures import link_hash, standing_round
from bundles.catalogue.signing import CONFIRMING


def assistance_behind(secret: str) -> Assistance | None:
    """The assistance whose screen a secret opens, standing or ended."""
    return (
        Assistance.objects.filter(secret_hash=link_hash(secret))
        .select_related("submission__applicant", "present", "hall")
        .first()
    )


def confirmation_of(submission: Submission) -> SignatureRequest | None:
    """What the person at the counter is asked to confirm now; None while nothing is."""
    round_ = standing_round(submission)
    if round_ is None:
        return None
    asked = round_.requests.select_related("round", "signature").order_by("-number")
    return next(
        (one for one in asked if any(role["key"] == CONFIRMING for role in one.roles)), None
    )
