from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants import agents
from applicants.agents import Within, authorise, invite, revoke
from applicants.exceptions import AgentRefused, InvitationRefused
from applicants.models import Agent, AgentScope, Applicant, Invitation
from applicants.selectors import authorisations_for, may_act_for

APPLY, COLLECT, ALL = AgentScope.APPLY, AgentScope.COLLECT, AgentScope.EVERYTHING


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def may(principal: Applicant, agent: Applicant, scope: AgentScope = APPLY, **where: object) -> bool:
    return may_act_for(principal, agent, scope=scope, on=timezone.localdate(), **where)  # type: ignore[arg-type]


def offer(principal: Applicant, name: str = "孟克", **more: object) -> tuple[Invitation, str]:
    given: dict[str, object] = {"scope": APPLY, "valid_until": in_days(30), **more}
    return invite(principal, name=name, **given)  # type: ignore[arg-type]


# --- authorising


def test_an_authorisation_lasts_a_year_at_most(sarula: Applicant, mengke: Applicant) -> None:
    authorise(sarula, mengke, scope=APPLY, valid_until=in_days(366))
    with pytest.raises(AgentRefused):
        authorise(sarula, mengke, scope=COLLECT, valid_until=in_days(367))


def test_everything_covers_every_scope_and_no_scope_covers_everything(
    sarula: Applicant, mengke: Applicant
) -> None:
    authorise(sarula, mengke, scope=ALL, valid_until=in_days(1))
    assert all(may(sarula, mengke, scope) for scope in AgentScope)
    authorise(mengke, sarula, scope=APPLY, valid_until=in_days(1))
    assert may(mengke, sarula, APPLY)
    assert not may(mengke, sarula, COLLECT)
    assert not may(mengke, sarula, ALL)


def test_an_authorisation_for_one_case_or_bundle_is_none_for_another(
    sarula: Applicant, mengke: Applicant
) -> None:
    case = uuid4()
    authorise(sarula, mengke, scope=APPLY, valid_until=in_days(1), within=Within(case=case))
    assert may(sarula, mengke, case=case)
    assert not may(sarula, mengke, case=uuid4())
    assert not may(sarula, mengke)
    authorise(mengke, sarula, scope=APPLY, valid_until=in_days(1), within=Within(bundle="six"))
    assert may(mengke, sarula, bundle="six", case=case)
    assert not may(mengke, sarula, bundle="seven")


def test_several_limited_authorisations_stand_side_by_side(
    sarula: Applicant, mengke: Applicant
) -> None:
    for within in (Within(), Within(case=uuid4()), Within(case=uuid4()), Within(bundle="six")):
        authorise(sarula, mengke, scope=APPLY, valid_until=in_days(1), within=within)
    assert authorisations_for(mengke, on=timezone.localdate()).count() == 4


# --- links


def test_a_link_makes_its_reader_an_agent_once(sarula: Applicant, mengke: Applicant) -> None:
    _invitation, secret = offer(sarula)
    taken = agents.take(secret, agent=mengke)
    assert may(sarula, mengke)
    assert agents.take(secret, agent=mengke) == taken
    assert Agent.objects.count() == 1


def test_the_secret_itself_is_kept_nowhere(sarula: Applicant) -> None:
    invitation, secret = offer(sarula)
    assert secret not in str(vars(invitation))
    assert agents.invitation_behind(secret) == invitation
    assert agents.invitation_behind(secret[:-1]) is None


def test_a_link_that_went_astray_is_of_no_use(sarula: Applicant, mengke: Applicant) -> None:
    _invitation, secret = offer(sarula, name="王晓明")
    with pytest.raises(InvitationRefused, match="姓名"):
        agents.take(secret, agent=mengke)
    assert not may(sarula, mengke)


def test_a_link_taken_by_one_is_over_for_a_namesake(sarula: Applicant, mengke: Applicant) -> None:
    _invitation, secret = offer(sarula)
    agents.take(secret, agent=mengke)
    namesake = Applicant.objects.create(kind="person", name="孟克", id_number="1", id_kind="uscc")
    with pytest.raises(InvitationRefused):
        agents.take(secret, agent=namesake)


def test_cancelled_and_old_links_offer_nothing(sarula: Applicant, mengke: Applicant) -> None:
    cancelled, first = offer(sarula)
    agents.cancel(cancelled.pk)
    agents.cancel(cancelled.pk)
    old, second = offer(sarula)
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    past, third = offer(sarula)
    Invitation.objects.filter(pk=past.pk).update(valid_until=in_days(-1))
    for secret in (first, second, third, "", "never was"):
        with pytest.raises(InvitationRefused):
            agents.take(secret, agent=mengke)
    assert not may(sarula, mengke)


def test_nobody_becomes_their_own_agent_by_link(sarula: Applicant) -> None:
    _invitation, secret = offer(sarula, name="萨茹拉")
    with pytest.raises(AgentRefused):
        agents.take(secret, agent=sarula)


def test_after_a_revocation_the_old_link_gives_nothing_back(
    sarula: Applicant, mengke: Applicant
) -> None:
    _invitation, secret = offer(sarula)
    revoke(agents.take(secret, agent=mengke).pk)
    agents.take(secret, agent=mengke)
    assert not may(sarula, mengke)


def test_a_second_link_to_the_same_person_moves_the_day(
    sarula: Applicant, mengke: Applicant
) -> None:
    first = agents.take(offer(sarula)[1], agent=mengke)
    second = agents.take(offer(sarula, valid_until=in_days(60))[1], agent=mengke)
    assert first == second
    assert second.valid_until == in_days(60)


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30
)
@given(text=st.text(st.characters(codec=None), max_size=300))
def test_no_secret_and_no_name_fails_in_any_other_way(sarula: Applicant, text: str) -> None:
    assert agents.invitation_behind(text) is None
    try:
        invitation, _secret = offer(sarula, name=text)
    except ValidationError:
        return
    assert invitation.name.strip()
