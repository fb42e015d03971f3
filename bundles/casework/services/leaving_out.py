"""Accept a case without some of its items, so that the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bundles.casework.exceptions import ReasonMissing
from bundles.casework.models import LeftOut
from bundles.casework.states import WorkItemStatus
from bundles.casework.window_exceptions import CompetentMissing, ItemUnknown, NothingLeft
from bundles.casework.words import fit_for_paper
from bundles.catalogue.ordering import chosen
from bundles.catalogue.plan import Plan

from .moves import Case


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why one item is left out. ``foreign`` says it is none of this authority's: then
    ``competent`` names whose it is. Dropped at the applicant's wish, no reason is asked.
    """

    because: str = ""
    competent: str = ""
    foreign: bool = False
    wished: bool = False

    @property
    def how(self) -> WorkItemStatus:
        return WorkItemStatus.WITHDRAWN if self.wished else WorkItemStatus.NOT_ACCEPTED


def falling(planned: Plan, left_out: Iterable[str]) -> tuple[str, ...]:
    """The other items of the plan that need one of ``left_out``, directly or not, in order."""
    given = frozenset(left_out)
    lost = set(given)
    for one in planned.items:
        if lost & set(one.after):
            lost.add(one.item.key)
    return tuple(key for key in planned.item_keys if key in lost - given)


def leave_out(case: Case, planned: Plan, left_out: Mapping[str, Leaving]) -> frozenset[str]:
    """Write down what the case is accepted without; every item that will not go on.

    Items that need one of them fall with it and are not written down: they are opened and cancelled
    for that reason. Raises ``ItemUnknown``, ``ReasonMissing``, ``CompetentMissing``,
    ``NotForPaper``, and ``NothingLeft`` when no item remains.
    """
    for key, leaving in left_out.items():
        _check(planned, key, leaving)
    lost = frozenset(left_out) | frozenset(falling(planned, left_out))
    if left_out and lost == set(planned.item_keys):
        raise NothingLeft
    LeftOut.objects.bulk_create(
        LeftOut(
            submission=case.submission,
            key=key,
            how=leaving.how,
            because=leaving.because.strip(),
            competent=leaving.competent.strip(),
            by=case.by.as_json(),
            at=case.at,
        )
        for key, leaving in left_out.items()
    )
    return lost


def _check(planned: Plan, key: str, leaving: Leaving) -> None:
    if key not in planned.item_keys:
        raise ItemUnknown
    if not leaving.wished and not leaving.because.strip():
        raise ReasonMissing
    if leaving.foreign and not leaving.competent.strip():
        raise CompetentMissing
    fit_for_paper(leaving.because, leaving.competent)


def lost_of(case: Case) -> frozenset[str]:
    """Every item the case was accepted without: those named, and those that fall with them."""
    lost = set(case.submission.left_out.values_list("key", flat=True))
    if lost:
        items, after = chosen(case.version, case.scenario)
        for item in items:  # each after all it waits for
            if lost.intersection(after[item.key]):
                lost.add(item.key)
    return frozenset(lost)
