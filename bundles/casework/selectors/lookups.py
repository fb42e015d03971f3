"""What registers were asked for a case, and which of it the applicant has to hand in after all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from applicants.models import ScanState
from bundles.casework.models import Lookup, LookupOutcome, RegisterCall, Submission
from bundles.casework.registers import PATIENCE
from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from bundles.catalogue.reasons import Missing

DOWN_SINCE: Final = timedelta(hours=24)
"""For how long a register that did not answer stays on the desks (ours)."""


def missing_now(submission: Submission) -> dict[str, Missing]:
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


def shares(version: Version) -> bool:
    """Whether the bundle asks registers at all; one that does not costs no query."""
    return any(rule.registry for material in version.materials for rule in material.rules)


def standing_lookups(submission: Submission) -> list[Lookup]:
    if not shares(versions.version(submission.version_id)):
        return []
    rows = Lookup.objects.filter(submission=submission, superseded_at__isnull=True)
    return list(rows.select_related("handed__document").order_by("id"))


def why_missing(lookup: Lookup) -> Missing | None:
    """Why the applicant is asked for the paper; None while nobody asks."""
    match lookup.outcome:
        case LookupOutcome.NOT_FOUND:
            return "not_found" if lookup.subject_hash else "not_named"
        case LookupOutcome.DOWN:
            return "down"
        case LookupOutcome.WAITING if not is_running(lookup):
            return "down"
        case LookupOutcome.FOUND if _is_unsafe(lookup):
            return "down"
    return None


def _is_unsafe(lookup: Lookup) -> bool:
    """The scanner refused what the register gave: the applicant's own copy is asked for instead."""
    if lookup.handed is None or lookup.frozen_at is not None:
        return False
    return lookup.handed.document.scan_state == ScanState.REFUSED


def is_running(lookup: Lookup) -> bool:
    """Whether an answer may still be waited for: nobody waits longer than ``PATIENCE``."""
    waits = lookup.outcome == LookupOutcome.WAITING
    return waits and timezone.now() - lookup.asked_at < PATIENCE


def registers_down(now: datetime) -> list[RegisterCall]:
    """The last call of every register that did not answer it, or too late; the oldest first.

    A register nobody has asked for a day is not told about: nobody knows how it is.
    """
    lately = RegisterCall.objects.filter(asked_at__gt=now - DOWN_SINCE)
    newest = lately.order_by("register", "-id").distinct("register")
    return sorted((one for one in newest if one.problem), key=lambda one: one.asked_at)
