"""Who asks and what is theirs. What is not theirs is not found, as if it did not exist."""

from datetime import date

from django.db.models import Q, QuerySet

from applicants.identity import IdentityKind, validate_resident_id, validate_uscc
from applicants.keys import fingerprints
from applicants.models import Agent, AgentScope, Applicant, Document, ScanState


def applicants_with_number(id_number: str) -> QuerySet[Applicant]:
    """Return everyone registered under a resident ID or a USCC, in its canonical form."""
    return Applicant.objects.filter(id_fingerprint__in=fingerprints(id_number, "id_number"))


def person_numbered(text: str) -> QuerySet[Applicant]:
    """Return everyone registered under a resident ID as typed. Raises ``ValidationError``."""
    return applicants_with_number(validate_resident_id(text)).exclude(id_kind=IdentityKind.USCC)


def organisation_numbered(text: str) -> QuerySet[Applicant]:
    """Return everyone registered under a USCC as typed. Raises ``ValidationError``."""
    return applicants_with_number(validate_uscc(text)).filter(id_kind=IdentityKind.USCC)


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


def principals_of(agent: Applicant, *, on: date) -> QuerySet[Applicant]:
    """Return those for whom a person may act in some way on a day."""
    standing = authorisations_on(on).filter(agent=agent)
    return Applicant.objects.filter(pk__in=standing.values("principal")).order_by("pk")


def may_act_for(principal: Applicant, agent: Applicant, *, scope: AgentScope, on: date) -> bool:
    """Tell whether someone may act for an applicant on a day; everyone may for themselves."""
    if principal == agent:
        return True
    covers = Q(scope=scope) | Q(scope=AgentScope.EVERYTHING)
    return authorisations_on(on).filter(covers, principal=principal, agent=agent).exists()
