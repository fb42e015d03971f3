"""Whose move it is, checked under the lock. Doors ask nothing of this kind themselves."""

from __future__ import annotations

from bundles.casework.actors import ActorKind
from bundles.casework.exceptions import ClaimedByAnother, NotYours
from bundles.casework.models import WorkItem

from .moves import Case


def applicants_own(case: Case) -> None:
    """The applicant of the case, and nobody else."""
    by = case.by
    if by.kind is not ActorKind.APPLICANT or by.id != str(case.submission.applicant_id):
        raise NotYours


def clerks_own(case: Case) -> None:
    """A window clerk of the hall that took the case in."""
    if not case.by.may("window") or case.by.hall != case.submission.hall.code:
        raise NotYours


def departments_own(case: Case, item: WorkItem, *roles: str) -> None:
    """An officer of the department that decides the item, holding one of ``roles``."""
    if case.by.department != case.definition(item).department.code or not case.by.may(*roles):
        raise NotYours


def claimants_own(case: Case, item: WorkItem, *roles: str) -> None:
    """The officer who claimed the item."""
    departments_own(case, item, *roles)
    if item.officer and item.officer != case.by.id:
        raise ClaimedByAnother
