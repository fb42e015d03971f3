"""What a case was accepted without, and what falls with it."""

from __future__ import annotations

from dataclasses import dataclass

from bundles.casework.models import Submission
from bundles.casework.states import WorkItemStatus
from bundles.catalogue import versions
from bundles.catalogue.ordering import chosen
from bundles.catalogue.scenario import scenario


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
    version = versions.version(submission.version_id)
    content = submission.filings.latest("sequence").content
    names = scenario(version, content["answers"], barred=bool(content.get("barred")))
    items, after = chosen(version, names)
    found = dict(named)
    for item in items:  # each after all it waits for
        lost = [key for key in after[item.key] if key in found]
        if lost and item.key not in found:
            found[item.key] = Left(item.key, needs=lost[0])
    return tuple(found[item.key] for item in version.items if item.key in found)
