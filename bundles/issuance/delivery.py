"""How the results of a case reach its applicant: as last chosen, at first in the form itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bundles.casework.models import Submission
from bundles.casework.selectors.queues import latest_filing, latest_filings
from bundles.casework.states import SubmissionStatus
from bundles.issuance.models import Delivery, Way

BLOCK: Final = "delivery"
"""The block of the form that asks for it: ``way``, and for the post the three below."""

PARTS: Final = ("recipient", "phone", "region", "address")

_S = SubmissionStatus
CHANGEABLE: Final = frozenset(
    {_S.SUBMITTED, _S.CORRECTION, _S.ACCEPTED, _S.IN_REVIEW, _S.DECIDED, _S.ISSUED}
)
"""Until the last result is handed over; in a draft the form itself asks."""


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where the post goes; ``region`` is the place in words, ``address`` the street and house."""

    recipient: str
    phone: str
    region: str
    address: str

    @property
    def whole(self) -> str:
        """As on an envelope; a street that begins with its region says it once."""
        if self.address.startswith(self.region):
            return self.address
        return f"{self.region}{self.address}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """``to`` is there for the post; ``changed`` once it is no longer what the form said."""

    way: Way
    to: PostalAddress | None
    changed: bool

    @property
    def by_post(self) -> bool:
        return self.way is Way.POST


def chosen(submission: Submission) -> Chosen:
    """What holds now; collecting at the window when nobody ever said anything."""
    later = Delivery.objects.filter(submission=submission).first()
    if later is not None:
        return _later(later)
    filing = latest_filing(submission.pk)
    return first_chosen(filing.content["answers"] if filing else {})


def all_chosen(submission_ids: Iterable[int]) -> dict[int, Chosen]:
    """What holds now for each of several cases, by their keys; two queries."""
    wanted = set(submission_ids)
    later = {one.submission_id: one for one in Delivery.objects.filter(submission__in=wanted)}
    filings = latest_filings(wanted - set(later)) if wanted - set(later) else {}
    found = {key: first_chosen(one.content["answers"]) for key, one in filings.items()}
    nothing = dict.fromkeys(wanted, first_chosen({}))
    return nothing | found | {key: _later(one) for key, one in later.items()}


def first_chosen(answers: Mapping[str, Any]) -> Chosen:
    """What the form said."""
    said = (answers.get("blocks") or {}).get(BLOCK)
    if not isinstance(said, Mapping) or said.get("way") != Way.POST:
        return Chosen(Way.WINDOW, None, False)
    return Chosen(Way.POST, _address(said), False)


def _later(said: Delivery) -> Chosen:
    return Chosen(Way(said.way), _address(said.to) if said.way == Way.POST else None, True)


def _address(parts: Mapping[str, Any]) -> PostalAddress:
    return PostalAddress(**{part: str(parts.get(part) or "") for part in PARTS})
