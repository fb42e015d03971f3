"""What a list reads of a case: of everything sealed only its applicant's name."""

from __future__ import annotations

from functools import cache
from typing import Final

from applicants.models import Applicant
from bundles.casework.models import Submission

_SHOWN: Final = frozenset(
    {
        "token", "number", "version", "applicant", "hall", "taken_in_at", "status", "revision",
        "clerk", "clerk_since", "received_at", "created_at", "submitted_at", "accepted_at",
        "promised_due", "deemed_at",
    }
)  # fmt: skip
_SHOWN_OF_A_PERSON: Final = frozenset({"kind", "name"})


@cache
def unread(at: str = "") -> tuple[str, ...]:
    """The columns to ``defer`` where cases stand in a list; ``at`` leads to the case, as in
    ``submission__``.

    Opening a seal costs more than fetching the row, and what is not opened cannot leak.
    """
    case = (one.name for one in Submission._meta.concrete_fields if not one.primary_key)
    person = (one.name for one in Applicant._meta.concrete_fields if not one.primary_key)
    return (
        *(f"{at}{name}" for name in case if name not in _SHOWN),
        *(f"{at}applicant__{name}" for name in person if name not in _SHOWN_OF_A_PERSON),
    )
