"""Licences issued here that name a person: what proves the right to act for an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from applicants.models import Applicant, IdentityLevel
from applicants.selectors import memberships_of
from bundles.casework.selectors.queues import latest_filing
from bundles.issuance.models import Certificate

REPRESENTATIVE = "legal_representative"
"""The block of a form, or the field of a result, that names who acts for an organisation."""


@dataclass(frozen=True, slots=True)
class Licence:
    """An organisation that came into being here, and the person its application named."""

    uscc: str
    name: str


def licences_of(person: Applicant) -> list[Licence]:
    """The licences that stand and name ``person``, from the cases they filed themselves."""
    certificates = _standing().filter(work_item__submission__applicant=person)
    return [_licence(one) for one in certificates if _names(one, person)]


def licence_for(person: Applicant, uscc: str) -> Licence | None:
    """The licence under this code when it names ``person``; or None.

    Anyone can type a stranger's number when they register. So it counts only for the account that
    filed for the licence itself, or for a person whose identity was confirmed.
    """
    found = _standing().filter(holder_uscc=uscc)
    if person.level == IdentityLevel.DECLARED:
        found = found.filter(work_item__submission__applicant=person)
    for one in found:
        if _names(one, person):
            return _licence(one)
    return None


def offered(person: Applicant) -> list[Licence]:
    """The licences that name a person and whose organisation is not theirs here yet."""
    theirs = {one.organisation.id_number for one in memberships_of(person)}
    found = {one.uscc: one for one in licences_of(person) if one.uscc not in theirs}
    return list(found.values())


def _standing() -> QuerySet[Certificate]:
    issued = Certificate.objects.filter(issued_at__isnull=False, revoked_at__isnull=True)
    return issued.exclude(holder_uscc="").select_related("work_item__decision").order_by("pk")


def _names(certificate: Certificate, person: Applicant) -> bool:
    """Whether it is a registration, and what was filed for it names the person by number."""
    if certificate.work_item.decision.result.get("uscc") != certificate.holder_uscc:
        return False  # a seal, a tax notice: they belong to what was registered
    filing = latest_filing(certificate.work_item.submission_id)
    said = (filing.content["answers"].get("blocks") or {}) if filing else {}
    row = said.get(REPRESENTATIVE)
    return isinstance(row, dict) and row.get("id_number") == person.id_number


def _licence(certificate: Certificate) -> Licence:
    return Licence(uscc=certificate.holder_uscc, name=certificate.holder)
