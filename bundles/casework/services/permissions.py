"""Whose move it is, checked under the lock. Doors ask nothing of this kind themselves."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from applicants.agents import Within
from applicants.models import AgentScope, Applicant
from applicants.selectors import may_act_for, represents
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.exceptions import ClaimedByAnother, NotYours
from bundles.casework.models import Assistance, WorkItem
from bundles.casework.window_exceptions import InAnothersHands
from departments.models import Officer, OfficerRole

from .moves import Case

NEW: Final = Within()
"""Nothing yet: a case that is only about to begin."""


def applicants_own(case: Case, *scopes: AgentScope) -> None:
    """The applicant of the case, who represents it, or an agent authorised for one of ``scopes``.

    Without scopes: for filling in and filing. What was revoked a moment ago no longer counts.
    """
    submission = case.submission
    within = Within(submission.token, case.version.code)
    if not acts_for(case.by, submission.applicant_id, *scopes, within=within):
        raise NotYours


def principals_own(case: Case) -> None:
    """The applicant of the case or who represents it, and no agent, whatever was authorised."""
    if case.by.kind is not ActorKind.APPLICANT:
        raise NotYours
    applicants_own(case)


def acts_for(by: Actor, applicant_id: int, *scopes: AgentScope, within: Within) -> bool:
    """Whether ``by`` may do now what an applicant may; asked anew each time, under the lock.

    A helper fills in and files, as who may for ``AgentScope.APPLY``, while they stand beside the
    applicant; what else an agent can be authorised for is none of theirs.
    """
    if by.kind is ActorKind.HELPER:
        return not scopes and by.principal == str(applicant_id) and helps(by, within)
    if by.kind is ActorKind.APPLICANT and not by.principal:
        return by.id == str(applicant_id)
    if by.principal != str(applicant_id) or not by.id.isdecimal():
        return False
    principal, person = Applicant(pk=applicant_id), Applicant(pk=int(by.id))
    if by.kind is ActorKind.APPLICANT:
        return represents(person, principal)
    return by.kind is ActorKind.AGENT and any(
        may_act_for(
            principal,
            person,
            scope=scope,
            on=timezone.localdate(),
            case=within.case,
            bundle=within.bundle,
        )
        for scope in scopes or (AgentScope.APPLY,)
    )


def helps(by: Actor, within: Within = NEW) -> bool:
    """Whether an official of a hall may help at all; with a case, whether they do so now."""
    if not by.hall or not by.may(OfficerRole.WINDOW, OfficerRole.HELPER):
        return False
    standing = Assistance.objects.filter(officer=by.id, ended_at__isnull=True)
    return within.case is None or standing.filter(submission__token=within.case).exists()


def counters_own(case: Case) -> None:
    """A helper who has come to the side of the applicant of this very case."""
    by = case.by
    if by.kind is not ActorKind.HELPER or by.principal != str(case.submission.applicant_id):
        raise NotYours
    if not helps(by):
        raise NotYours


def clerks_own(case: Case) -> None:
    """A window clerk of the hall that took the case in."""
    if not case.by.may("window") or case.by.hall != case.submission.hall.code:
        raise NotYours


def in_hand(case: Case) -> None:
    """A clerk of the hall, with the case in hand or in nobody's: then it is theirs from now on.

    Raises ``InAnothersHands``: to go on over another's head takes a deliberate ``take``.
    """
    clerks_own(case)
    submission = case.submission
    if submission.clerk and submission.clerk != case.by.id:
        other = Officer.objects.filter(number=submission.clerk).values_list("name", flat=True)
        raise InAnothersHands(
            clerk=submission.clerk, name=other.first() or "", since=submission.clerk_since
        )
    if not submission.clerk:
        submission.clerk, submission.clerk_since = case.by.id, case.at


def departments_own(case: Case, item: WorkItem, *roles: str) -> None:
    """An officer of the department that decides the item, holding one of ``roles``."""
    if case.by.department != case.definition(item).department.code or not case.by.may(*roles):
        raise NotYours


def claimants_own(case: Case, item: WorkItem, *roles: str) -> None:
    """The officer who claimed the item."""
    departments_own(case, item, *roles)
    if item.officer and item.officer != case.by.id:
        raise ClaimedByAnother
