"""Who did it: a value built by a door and stored by value, so a record never changes with the
staff.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models import Applicant
from departments.models import Officer


class ActorKind(models.TextChoices):
    APPLICANT = "applicant", _("申请人")
    AGENT = "agent", _("代办人")
    HELPER = "helper", _("帮办人员")
    SIGNATORY = "signatory", _("签字人")
    OFFICER = "officer", _("工作人员")
    PROVIDER = "provider", _("服务提供方")
    MACHINE = "machine", _("系统")


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting party.

    ``id`` is an applicant's primary key, an officer's number, or for somebody who came by a link
    of their own the request they were sent; ``department`` and ``hall`` are codes. Applicants,
    agents and signatories carry no name: the ledger is append-only and could not forget it.
    ``principal`` is the primary key of the applicant for whom somebody else acts.
    """

    kind: ActorKind
    id: str
    name: str = ""
    title: str = ""
    department: str = ""
    hall: str = ""
    roles: frozenset[str] = frozenset()
    principal: str = ""

    @classmethod
    def for_applicant(cls, applicant: Applicant) -> Self:
        return cls(ActorKind.APPLICANT, str(applicant.pk))

    @classmethod
    def for_representative(cls, person: Applicant, organisation: Applicant) -> Self:
        """The person through whom an organisation acts as itself."""
        return cls(ActorKind.APPLICANT, str(person.pk), principal=str(organisation.pk))

    @classmethod
    def for_agent(cls, agent: Applicant, principal: Applicant) -> Self:
        """A person who acts for another under their own name, within what was authorised."""
        return cls(ActorKind.AGENT, str(agent.pk), principal=str(principal.pk))

    @classmethod
    def for_officer(cls, officer: Officer) -> Self:
        """The officer with their department and hall; costs no query when both were selected
        along.
        """
        return cls(
            ActorKind.OFFICER,
            officer.number,
            name=officer.name,
            title=officer.title,
            department=officer.department.code,
            hall=officer.hall.code if officer.hall else "",
            roles=frozenset(officer.roles),
        )

    @classmethod
    def for_helper(cls, officer: Officer, applicant: Applicant) -> Self:
        """An official of a hall who acts beside the applicant (帮办), under their own name."""
        official = cls.for_officer(officer)
        return replace(official, kind=ActorKind.HELPER, principal=str(applicant.pk))

    @classmethod
    def for_signatory(cls, request_id: int) -> Self:
        """Whoever holds the link of one request."""
        return cls(ActorKind.SIGNATORY, str(request_id))

    def may(self, *roles: str) -> bool:
        """Whether the actor holds at least one of ``roles``."""
        return not self.roles.isdisjoint(roles)

    def as_json(self) -> dict[str, Any]:
        """What is written down: everything but the roles, which are a right and not an identity."""
        record = asdict(self)
        del record["roles"]
        return {key: str(value) for key, value in record.items() if value}


MACHINE = Actor(ActorKind.MACHINE, "portal")
