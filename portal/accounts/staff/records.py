"""Writing down what happens to staff accounts."""

from __future__ import annotations

from typing import Any

from applicants.identity import mask_numbers
from departments.models import Officer
from portal.accounts.actors import actor_of
from portal.accounts.disclosures import SHORTEST_REASON, ReasonMissing
from portal.accounts.models import StaffEvent, StaffEventKind, User


def record(
    kind: StaffEventKind, *, by: User, about: str = "", reason: str = "", **detail: Any
) -> StaffEvent:
    """One more entry: ``about`` is a staff number, a case number or a key's prefix.

    ``detail`` holds codes and numbers of the house, never an applicant's data.
    """
    assert by.officer_id is not None
    officer = Officer.objects.select_related("hall").get(pk=by.officer_id)
    return StaffEvent.objects.create(
        user=by,
        actor=actor_of(by).as_json(),
        hall=officer.hall.code if officer.hall else "",
        kind=kind,
        about=about or officer.number,
        detail=detail,
        reason=reason[:500],
    )


def reasoned(reason: str) -> str:
    """The reason as it is kept. Raises ``ReasonMissing`` for none, or a token one."""
    kept = mask_numbers(" ".join(reason.replace("\0", " ").split()))
    if len(kept) < SHORTEST_REASON:
        raise ReasonMissing
    return kept
