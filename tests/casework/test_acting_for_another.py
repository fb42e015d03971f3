"""Agents and representatives: what they may do to a case, asked again under the lock."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from applicants.agents import Within, authorise, revoke
from applicants.models import Agent, AgentScope, Applicant
from applicants.organisations import declare, leave
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import MoveNotAllowed, NotYours
from bundles.casework.models import Event, Submission
from bundles.casework.selectors.review import review_hash
from departments.models import Hall
from tests import cases

pytestmark = pytest.mark.django_db

APPLY, COLLECT, ALL = AgentScope.APPLY, AgentScope.COLLECT, AgentScope.EVERYTHING


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def begin(applicant: Applicant, by: Actor) -> Submission:
    hall = Hall.objects.get(code="wlg-hall")
    return services.start(cases.six_in_one(), applicant, hall=hall, token=uuid4(), by=by)


def keep(submission: Submission, by: Actor) -> None:
    services.save_answers(submission.pk, block="capital", values={"amount": "1"}, by=by)


@pytest.fixture
def principal(library: None) -> Applicant:
    return cases.an_applicant("王晓明")


@pytest.fixture
def helper(library: None) -> Applicant:
    return cases.an_applicant("李敏")


def test_an_agent_begins_and_fills_in_under_their_own_name(
    principal: Applicant, helper: Applicant
) -> None:
    authorise(principal, helper, scope=APPLY, valid_until=tomorrow())
    agent = Actor.for_agent(helper, principal)
    submission = begin(principal, agent)
    keep(submission, agent)
    assert submission.applicant == principal


def test_what_an_agent_does_stands_in_the_ledger_as_theirs(
    principal: Applicant, helper: Applicant
) -> None:
    filed = cases.filed(principal)
    authorise(principal, helper, scope=APPLY, valid_until=tomorrow())
    services.take_back(filed.pk, by=Actor.for_agent(helper, principal))
    event = Event.objects.filter(submission=filed).latest("sequence")
    assert event.actor == {"kind": "agent", "id": str(helper.pk), "principal": str(principal.pk)}


@pytest.mark.parametrize("scope", [None, COLLECT])
def test_without_the_scope_nothing_is_begun_or_kept(
    principal: Applicant, helper: Applicant, scope: AgentScope | None
) -> None:
    if scope:
        authorise(principal, helper, scope=scope, valid_until=tomorrow())
    agent, draft = Actor.for_agent(helper, principal), cases.draft(principal)
    for refused in (lambda: begin(principal, agent), lambda: keep(draft, agent)):
        with pytest.raises(NotYours):
            refused()


def test_what_was_revoked_a_moment_ago_counts_no_more(
    principal: Applicant, helper: Applicant
) -> None:
    authorisation = authorise(principal, helper, scope=ALL, valid_until=tomorrow())
    agent, draft = Actor.for_agent(helper, principal), cases.draft(principal)
    keep(draft, agent)
    revoke(authorisation.pk)
    with pytest.raises(NotYours):
        keep(draft, agent)


def test_yesterdays_authorisation_counts_no_more(principal: Applicant, helper: Applicant) -> None:
    authorisation = authorise(principal, helper, scope=ALL, valid_until=tomorrow())
    yesterday = timezone.localdate() - timedelta(days=1)
    Agent.objects.filter(pk=authorisation.pk).update(valid_until=yesterday)
    with pytest.raises(NotYours):
        keep(cases.draft(principal), Actor.for_agent(helper, principal))


def test_an_authorisation_for_one_case_opens_no_other(
    principal: Applicant, helper: Applicant
) -> None:
    one, other = cases.draft(principal), cases.draft(principal)
    within = Within(case=one.token)
    authorise(principal, helper, scope=ALL, valid_until=tomorrow(), within=within)
    agent = Actor.for_agent(helper, principal)
    keep(one, agent)
    for refused in (lambda: keep(other, agent), lambda: begin(principal, agent)):
        with pytest.raises(NotYours):
            refused()


def test_an_authorisation_for_one_bundle_covers_its_cases(
    principal: Applicant, helper: Applicant
) -> None:
    this = Within(bundle="company-opening")
    authorise(principal, helper, scope=APPLY, valid_until=tomorrow(), within=this)
    keep(begin(principal, Actor.for_agent(helper, principal)), Actor.for_agent(helper, principal))
    other = cases.an_applicant("赵强")
    that = Within(bundle="restaurant-opening")
    authorise(principal, other, scope=APPLY, valid_until=tomorrow(), within=that)
    with pytest.raises(NotYours):
        begin(principal, Actor.for_agent(other, principal))


def test_to_give_up_needs_more_than_to_fill_in(principal: Applicant, helper: Applicant) -> None:
    filed = cases.filed(principal)
    authorise(principal, helper, scope=APPLY, valid_until=tomorrow())
    with pytest.raises(NotYours):
        services.withdraw(filed.pk, by=Actor.for_agent(helper, principal))
    authorise(principal, helper, scope=ALL, valid_until=tomorrow())
    services.withdraw(filed.pk, by=Actor.for_agent(helper, principal))
    assert cases.fresh(filed).status == "withdrawn"


def test_an_agent_cannot_pass_for_the_applicant(principal: Applicant, helper: Applicant) -> None:
    draft = cases.draft(principal)
    for pretended in (
        Actor.for_applicant(helper),
        Actor.for_representative(helper, principal),
        Actor.for_agent(helper, cases.an_applicant("赵强")),
    ):
        with pytest.raises(NotYours):
            keep(draft, pretended)


def test_an_organisation_acts_through_its_representative_until_they_leave(
    principal: Applicant,
) -> None:
    membership = declare(principal, name="牧歌乳业", uscc="91152531MADEM0011W", phone="13847912345")
    representative = Actor.for_representative(principal, membership.organisation)
    submission = begin(membership.organisation, representative)
    keep(submission, representative)
    leave(membership.pk)
    with pytest.raises(NotYours):
        keep(submission, representative)


# --- deleting


def test_a_draft_is_deleted_with_everything_in_it(principal: Applicant) -> None:
    draft = begin(principal, Actor.for_applicant(principal))
    document = cases.a_document(principal)
    by = Actor.for_applicant(principal)
    services.attach(draft.pk, material_key="M07", document=document, by=by)
    services.discard(draft.pk, by=by)
    assert not Submission.objects.filter(pk=draft.pk).exists()


def test_a_draft_others_were_asked_to_sign_is_emptied(principal: Applicant) -> None:
    draft, by = cases.draft(principal), Actor.for_applicant(principal)
    services.ask_signatures(draft.pk, reviewed=review_hash(draft), agreed=[], by=by)
    services.discard(draft.pk, by=by)
    after = cases.fresh(draft)
    assert after.status == "withdrawn"
    assert after.answers == {"questions": {}, "blocks": {}}
    for one in after.signing_rounds.all():
        assert one.content == {}
        assert {request.name for request in one.requests.all()} == {""}
    assert not after.handed_materials.exists()


def test_nobody_deletes_what_was_handed_in_and_no_agent_anything(
    principal: Applicant, helper: Applicant
) -> None:
    with pytest.raises(MoveNotAllowed):
        services.discard(cases.filed(principal).pk, by=Actor.for_applicant(principal))
    authorise(principal, helper, scope=ALL, valid_until=tomorrow())
    with pytest.raises(NotYours):
        services.discard(cases.draft(principal).pk, by=Actor.for_agent(helper, principal))
