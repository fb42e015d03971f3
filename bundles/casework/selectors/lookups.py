"""What registers were asked for a case, and which of it the applicant has to hand in after all."""

from __future__ import annotations

from django.utils import timezone

from bundles.casework.models import Lookup, LookupOutcome, Submission
from bundles.casework.registers import PATIENCE


def missing_now(submission: Submission) -> dict[str, str]:
    """Why a shared material has to be handed in: ``not_found``, ``not_named`` or ``down``, by key.

    What ``plan(missing=…)`` takes, of a draft and of what is being put right; of a filing it
    is frozen in its content (T8).
    """
    standing = standing_lookups(submission)
    return {one.material_key: why for one in standing if (why := why_missing(one))}


def newly_missing(submission: Submission) -> frozenset[str]:
    """``material:<key>`` of what registers did not give since the case was handed in last."""
    standing = [one for one in standing_lookups(submission) if one.frozen_at is None]
    return frozenset(f"material:{one.material_key}" for one in standing if why_missing(one))


def standing_lookups(submission: Submission) -> list[Lookup]:
    rows = Lookup.objects.filter(submission=submission, superseded_at__isnull=True)
    return list(rows.order_by("id"))


def why_missing(lookup: Lookup) -> str:
    """Why the applicant is asked for the paper; empty while nobody asks."""
    match lookup.outcome:
        case LookupOutcome.NOT_FOUND:
            return "not_found" if lookup.subject_hash else "not_named"
        case LookupOutcome.DOWN:
            return "down"
        case LookupOutcome.WAITING if not is_running(lookup):
            return "down"
    return ""


def is_running(lookup: Lookup) -> bool:
    """Whether an answer may still be waited for: nobody waits longer than ``PATIENCE``."""
    waits = lookup.outcome == LookupOutcome.WAITING
    return waits and timezone.now() - lookup.asked_at < PATIENCE
