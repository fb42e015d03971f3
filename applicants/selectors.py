"""Who asks and what is theirs. What is not theirs is not found, as if it did not exist."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from applicants.identity import IdentityKind, validate_resident_id, validate_uscc
from applicants.keys import fingerprints
from applicants.models import (
    Agent,
    AgentScope,
    Applicant,
    Document,
    Membership,
    Profile,
    ScanState,
)
from applicants.sealing import plain_name

OWN_KEYS = ("name", "id_number", "phone")
PROFILE_KEYS = (
    "email",
    "address_division",
    "address",
    "postcode",
    "legal_representative",
)


def applicants_with_number(id_number: str) -> QuerySet[Applicant]:
    """Return everyone registered under a resident ID or a USCC, in its canonical form."""
    return Applicant.objects.filter(id_fingerprint__in=fingerprints(id_number, "id_number"))


def person_numbered(text: str) -> QuerySet[Applicant]:
    """Return everyone registered under a resident ID as typed. Raises ``ValidationError``."""
    return applicants_with_number(validate_resident_id(text)).exclude(id_kind=IdentityKind.USCC)


def organisation_numbered(text: str) -> QuerySet[Applicant]:
    """Return everyone registered under a USCC as typed. Raises ``ValidationError``."""
    return applicants_with_number(validate_uscc(text)).filter(id_kind=IdentityKind.USCC)


def applicants_named(name: str) -> QuerySet[Applicant]:
    """Return everyone of exactly this name, however it is spaced; a piece of it finds nobody."""
    return Applicant.objects.filter(name_fingerprint__in=fingerprints(plain_name(name), "name"))


def applicants_with_phone(phone: str) -> QuerySet[Applicant]:
    """Return everyone reached under a phone number in its canonical form."""
    return Applicant.objects.filter(phone_fingerprint__in=fingerprints(phone, "phone"))


def documents_of(owner: Applicant) -> QuerySet[Document]:
    """Return an applicant's documents, newest first, without those the scanner refused."""
    return (
        Document.objects.filter(owner=owner)
        .exclude(scan_state=ScanState.REFUSED)
        .order_by("-created_at", "-pk")
    )


def document_of(owner: Applicant, document_id: int) -> Document:
    """Return one of an applicant's documents; another's raises ``Document.DoesNotExist``."""
    return documents_of(owner).get(pk=document_id)


def authorisations_on(day: date) -> QuerySet[Agent]:
    """Return the authorisations that stand on a day."""
    return Agent.objects.filter(revoked_at__isnull=True, valid_until__gte=day)


def authorisations_for(
    agent: Applicant, *, on: date, scope: AgentScope | None = None
) -> QuerySet[Agent]:
    """Return what a person may do for others on a day; ``scope`` keeps to what covers it."""
    standing = authorisations_on(on).filter(agent=agent).select_related("principal")
    return standing.filter(covering(scope)).order_by("pk")


def covering(scope: AgentScope | None) -> Q:
    """What an authorisation must say to cover ``scope``; None asks for any."""
    if scope is None:
        return Q()
    return Q(scope__in={scope, AgentScope.EVERYTHING})


def may_act_for(
    principal: Applicant,
    agent: Applicant,
    *,
    scope: AgentScope | None,
    on: date,
    case: UUID | None = None,
    bundle: str = "",
) -> bool:
    """Tell whether someone may act for an applicant on a day; everyone may for themselves.

    An authorisation for one case or one bundle counts only when that is the one asked about;
    ``scope`` None asks for any.
    """
    if principal == agent:
        return True
    within = Q(only_case__isnull=True, only_bundle="")
    if case is not None:
        within |= Q(only_case=case)
    if bundle:
        within |= Q(only_bundle=bundle)
    standing = authorisations_on(on).filter(principal=principal, agent=agent)
    return standing.filter(covering(scope) & within).exists()


def represents(person: Applicant, organisation: Applicant) -> bool:
    """Tell whether a person is registered as acting for an organisation of their own."""
    return memberships_of(person).filter(organisation=organisation).exists()


def memberships_of(person: Applicant) -> QuerySet[Membership]:
    """Return the organisations a person acts for as their own, the oldest first."""
    standing = Membership.objects.filter(person=person, ended_at__isnull=True)
    return standing.select_related("organisation").order_by("pk")


def profile(applicant: Applicant) -> dict[str, str]:
    """Return what an applicant told about themselves once, for filling in forms; nothing empty.

    Keys: ``name id_number phone`` and, when told, ``email address_division address postcode
    legal_representative``. ``address_division`` is a GB/T 2260 code of 12 digits.
    """
    told = Profile.objects.filter(applicant=applicant).first() or Profile(applicant=applicant)
    values = {key: getattr(applicant, key) for key in OWN_KEYS}
    values |= {key: getattr(told, key) for key in PROFILE_KEYS}
    return {key: value for key, value in values.items() if value}
