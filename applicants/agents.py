"""Letting others act: authorised directly, or by a secret link; limited, ended by a day, revocable.

An agent acts under their own name, and never signs, grants further agents, deletes, or sees what
the portal keeps about the one they act for: whoever asks in those matters asks ``represents``.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.exceptions import AgentRefused, InvitationRefused
from applicants.identity import validate_person_name
from applicants.models import Agent, AgentScope, Applicant, Invitation

LONGEST: Final = timedelta(days=366)
"""An authorisation ends within a year (ours): who still needs it gives it again."""

OPEN_FOR: Final = timedelta(days=7)
"""How long a link waits to be opened (ours)."""


@dataclass(frozen=True, slots=True)
class Within:
    """What an authorisation is limited to: nothing, or one case, or one bundle."""

    case: UUID | None = None
    bundle: str = ""


@transaction.atomic
def authorise(
    principal: Applicant,
    agent: Applicant,
    *,
    scope: AgentScope,
    valid_until: date,
    within: Within = Within(),
) -> Agent:
    """Let ``agent`` act for ``principal`` until the end of a day; a second time moves that day.

    Raises ``AgentRefused`` when the agent is no person, is the principal, or the day is past or
    more than a year away.
    """
    if not agent.is_person:
        raise AgentRefused(_("代办人必须是个人，请填写经办人的身份信息。"))
    if agent == principal:
        raise AgentRefused(_("不能委托本人为代办人，请填写另一个人的身份信息。"))
    _check_day(valid_until)
    authorisation, __ = Agent.objects.update_or_create(
        principal=principal,
        agent=agent,
        scope=scope,
        only_case=within.case,
        only_bundle=within.bundle,
        revoked_at=None,
        defaults={"valid_until": valid_until},
    )
    return authorisation


@transaction.atomic
def revoke(agent_id: int) -> Agent:
    """End an authorisation now; what was done under it stands. A second time changes nothing."""
    authorisation = Agent.objects.select_for_update().get(pk=agent_id)
    if authorisation.revoked_at is None:
        authorisation.revoked_at = timezone.now()
        authorisation.save(update_fields=["revoked_at"])
    return authorisation


def invite(
    principal: Applicant,
    *,
    name: str,
    scope: AgentScope,
    valid_until: date,
    within: Within = Within(),
) -> tuple[Invitation, str]:
    """Offer an authorisation to the person of this name; returns it with the secret of its link.

    Nobody learns whether that person has an account. Raises ``ValidationError`` for the name,
    ``AgentRefused`` for the day.
    """
    _check_day(valid_until)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        principal=principal,
        name=validate_person_name(name),
        secret_hash=_hash(secret),
        scope=scope,
        only_case=within.case,
        only_bundle=within.bundle,
        valid_until=valid_until,
        expires_at=timezone.now() + OPEN_FOR,
    )
    return invitation, secret


def invitation_behind(secret: str) -> Invitation | None:
    """The invitation a link opens, taken or not; None for a secret that never was."""
    found = Invitation.objects.select_related("principal", "taken")
    return found.filter(secret_hash=_hash(secret)).first()


@transaction.atomic
def take(secret: str, *, agent: Applicant) -> Agent:
    """Accept what a link offers. The same person a second time gets the same authorisation.

    Raises ``InvitationRefused`` when it is over, was taken by somebody else, or names another
    person: a link that went astray is of no use.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("principal", "taken")
        .filter(secret_hash=_hash(secret))
        .first()
    )
    if invitation is None:
        raise InvitationRefused
    if invitation.taken is not None and invitation.taken.agent_id == agent.pk:
        return invitation.taken
    if not invitation.open:
        raise InvitationRefused
    if not agent.is_person or agent.name != invitation.name:
        raise InvitationRefused(
            _("这份委托写的不是您的姓名。请联系委托人核对姓名，重新发一个链接。")
        )
    invitation.taken = authorise(
        invitation.principal,
        agent,
        scope=AgentScope(invitation.scope),
        valid_until=invitation.valid_until,
        within=Within(invitation.only_case, invitation.only_bundle),
    )
    Invitation.objects.filter(taken=invitation.taken).exclude(pk=invitation.pk).update(
        taken=None, cancelled_at=timezone.now()
    )
    invitation.save(update_fields=["taken"])
    return invitation.taken


@transaction.atomic
def cancel(invitation_id: int) -> None:
    """Make a link worthless that nobody has taken yet. A second time changes nothing."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if invitation.taken_id is None and invitation.cancelled_at is None:
        invitation.cancelled_at = timezone.now()
        invitation.save(update_fields=["cancelled_at"])


def _check_day(valid_until: date) -> None:
    today = timezone.localdate()
    if valid_until < today:
        raise AgentRefused(_("委托截止日期已过，请填写今天或以后的日期。"))
    if valid_until > today + LONGEST:
        raise AgentRefused(_("委托最长一年，请填写一年以内的日期；到期后可以重新委托。"))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
