"""What a case was accepted without, and what falls with it."""

from __future__ import annotations

from dataclasses import dataclass

from bundles.casework.models import Submission
from bundles.casework.states import WorkItemStatus
from bundles.catalogue import versions


@dataclass(frozen=True, slots=True)
class Left:
    """One item the case goes on without. ``wished`` by the applicant, or not accepted because …;
    ``needs`` is the left-out item without which it cannot go on.
    """

    key: str
    wished: bool = False
    because: str = ""
    competent: str = ""
    needs: str = ""


def left_out(submission: Submission) -> tuple[Left, ...]:
    """In the order of the bundle; empty for a case accepted whole, or not accepted yet."""
    named = {
        one.key: Left(
            one.key,
            wished=one.how == WorkItemStatus.WITHDRAWN,
            because=one.because,
            competent=one.competent,
        )
        for one in submission.left_out.all()
    }
    if not named:
        return ()
    planned = set(_planned(submission))
    found, items = dict(named), versions.version(submission.version_id).items
    while True:
        more = {
            item.key: Left(item.key, needs=next(key for key in item.needs if key in found))
            for item in items
            if item.key in planned and item.key not in found and set(item.needs) & found.keys()
        }
        if not more:
            return tuple(found[item.key] for item in items if item.key in found)
        found |= more


def _planned(submission: Submission) -> tuple[str, ...]:
    """The items of the case's scenario: by its work items, before those are open by its plan."""
    opened = tuple(submission.work_items.values_list("key", flat=True))
    if opened:
        return opened
    version = versions.version(submission.version_id)
    return tuple(item.key for item in version.items)
