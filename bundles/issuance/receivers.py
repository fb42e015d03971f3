"""Who may take a case's results: the applicant, whom the form names, or who is authorised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.agents import Within
from applicants.identity import mask_id
from applicants.models import Agent, AgentScope, Applicant
from applicants.selectors import applicants_with_number, represents
from bundles.casework.models import Submission
from bundles.casework.selectors.queues import latest_filing
from bundles.casework.words import fit_for_paper
from bundles.catalogue import versions
from bundles.issuance.exceptions import NotAuthorised, NotTheReceiver, ReceiverMissing

REPRESENTATIVE: Final = "legal_representative"
"""The block of the form that names the legal representative: ``name`` and ``id_number``."""


class Capacity(models.TextChoices):
    """As what somebody comes for results; the label stands on the handover record."""

    APPLICANT = "applicant", _("申请人本人")
    REPRESENTATIVE = "representative", _("法定代表人")
    AGENT = "agent", _("受托代领人")


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes the results: name and number as on their identity document, and as what they come
    (法定代表人, 代办人, 本人). Only the masked number is kept.
    """

    name: str
    identity_number: str
    capacity: str

    @property
    def masked(self) -> str:
        return mask_id(self.identity_number.strip())


def complete(receiver: Receiver) -> None:
    """Raise ``ReceiverMissing``, ``NotForPaper`` for what cannot stand on a record."""
    if not receiver.name.strip() or not receiver.identity_number.strip():
        raise ReceiverMissing
    fit_for_paper(receiver.name, receiver.capacity)


def entitled(
    submission: Submission, receiver: Receiver, capacity: Capacity, *, on_paper: bool
) -> Agent | None:
    """The authorisation that lets somebody else collect; None when none is needed.

    An organisation itself has no face: only its representative or a proxy comes for it. Its
    representative is whom the form names, or who is registered as acting for it. ``on_paper``: a
    signed authorisation is attached. Raises ``NotTheReceiver``, ``NotAuthorised``.
    """
    number = receiver.identity_number.strip()
    if capacity is Capacity.APPLICANT:
        _in_person(submission.applicant, number)
    if capacity is Capacity.REPRESENTATIVE:
        _represents(submission, number)
    if capacity is not Capacity.AGENT:
        return None
    found = authorisation(submission, name=receiver.name, number=number)
    if found is None and not on_paper:
        raise NotAuthorised
    return found


def authorisation(submission: Submission, *, name: str, number: str) -> Agent | None:
    """A standing authorisation to collect in this case for the person on this card."""
    within = Within(submission.token, versions.version(submission.version_id).code)
    standing = Agent.objects.filter(
        principal=submission.applicant_id,
        revoked_at__isnull=True,
        valid_until__gte=timezone.localdate(),
        scope__in=[AgentScope.COLLECT, AgentScope.EVERYTHING],
    )
    for one in standing.select_related("agent"):
        covered = one.only_case in (None, within.case) and one.only_bundle in ("", within.bundle)
        if covered and (one.agent.id_number, one.agent.name) == (number, name.strip()):
            return one
    return None


def _in_person(applicant: Applicant, number: str) -> None:
    if not applicant.is_person:
        raise NotTheReceiver(
            _("申请人是单位：法定代表人来领，签收身份选“法定代表人”；其他人来领，选“受托代领人”。")
        )
    if applicant.id_number != number:
        raise NotTheReceiver(_("与申请人登记的身份证件号码不一致，他人代领请选择相应的签收身份。"))


def _represents(submission: Submission, number: str) -> None:
    named, applicant = _representative(submission), submission.applicant
    if named and number == named:
        return
    if any(represents(person, applicant) for person in applicants_with_number(number)):
        return
    if named:
        raise NotTheReceiver(
            _("与申请表中法定代表人的身份证件号码不一致，他人代领请选择相应的签收身份。")
        )
    if applicant.is_person:
        raise NotTheReceiver(_("申请人是个人，申请表中没有法定代表人，请选择其他签收身份。"))
    raise NotTheReceiver(
        _("申请表中没有写法定代表人，系统里也没有登记此人代表该单位，他人代领请选“受托代领人”。")
    )


def _representative(submission: Submission) -> str:
    filing = latest_filing(submission.pk)
    answers: Mapping[str, Any] = filing.content["answers"] if filing else {}
    named = (answers.get("blocks") or {}).get(REPRESENTATIVE) or {}
    return str(named.get("id_number") or "")
