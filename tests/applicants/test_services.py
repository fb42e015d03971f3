from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from applicants.agents import authorise, revoke
from applicants.exceptions import AgentRefused, IdentityTaken
from applicants.identity import IdentityKind
from applicants.models import AgentScope, Applicant, IdentityLevel
from applicants.selectors import (
    applicants_with_number,
    authorisations_for,
    may_act_for,
    organisation_numbered,
    person_numbered,
)
from applicants.services import (
    change_phone,
    confirm,
    register_organisation,
    register_person,
)
from tests.applicants.samples import (
    COMPANY_USCC,
    LOOKUP_KEY,
    NEWER_LOOKUP_KEY,
    SARULA_ID,
    resident_id,
)

pytestmark = pytest.mark.django_db
DECLARED, SEEN, VERIFIED = IdentityLevel


@pytest.fixture
def company() -> Applicant:
    return register_organisation(
        name="乌拉盖草原肉业有限公司", uscc=COMPANY_USCC, phone="04793351234"
    )


def test_a_person_is_registered_in_canonical_form() -> None:
    number = resident_id("83000019900307251")
    spaced = f" {number[:6]} {number[6:14]} {number[14:].lower()}"
    person = register_person(name=" 李 ", id_number=spaced, phone="138 4798 1234")
    person.refresh_from_db()
    assert (person.name, person.phone) == ("李", "13847981234")
    assert person.id_number == number
    assert person.id_kind == IdentityKind.RESIDENCE_PERMIT
    assert person.level == DECLARED


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(ValidationError) as error:
        register_person(name=" ", id_number="152531199003072519", phone="110")
    assert set(error.value.message_dict) == {"name", "id_number", "phone"}
    assert not Applicant.objects.exists()


def test_people_are_masked_and_organisations_are_public(
    sarula: Applicant, company: Applicant
) -> None:
    assert (sarula.masked_name, sarula.masked_id) == ("萨*拉", "1525**********2518")
    assert sarula.masked_phone == "138****1234"
    assert (str(company), company.masked_id) == ("乌拉盖草原肉业有限公司", COMPANY_USCC)
    assert company.masked_phone == "0479-***1234"


def test_numbers_find_those_registered_under_them(sarula: Applicant, company: Applicant) -> None:
    assert person_numbered(f" {SARULA_ID} ").get() == sarula
    assert organisation_numbered(COMPANY_USCC.lower()).get() == company
    assert not applicants_with_number("152502198511220015").exists()


def test_whoever_types_first_does_not_lock_the_rightful_holder_out(sarula: Applicant) -> None:
    impostor = register_person(name="冒名", id_number=SARULA_ID, phone="13947980000")
    assert confirm(sarula.pk, level=SEEN).level == SEEN
    with pytest.raises(IdentityTaken):
        confirm(impostor.pk, level=VERIFIED)
    impostor.refresh_from_db()
    assert impostor.level == DECLARED


def test_confirmed_numbers_stay_apart_while_lookup_keys_rotate(
    sarula: Applicant, settings: Settings
) -> None:
    confirm(sarula.pk, level=SEEN)
    settings.LOOKUP_KEYS = [NEWER_LOOKUP_KEY, LOOKUP_KEY]
    impostor = register_person(name="冒名", id_number=SARULA_ID, phone="13947980000")
    with pytest.raises(IdentityTaken):
        confirm(impostor.pk, level=VERIFIED)


def test_the_database_keeps_confirmed_numbers_apart_too(sarula: Applicant) -> None:
    confirm(sarula.pk, level=SEEN)
    register_person(name="冒名", id_number=SARULA_ID, phone="13947980000")
    with pytest.raises(IntegrityError), transaction.atomic():
        Applicant.objects.update(level=VERIFIED)


def test_a_level_only_rises(sarula: Applicant) -> None:
    confirm(sarula.pk, level=VERIFIED)
    assert confirm(sarula.pk, level=SEEN).level == VERIFIED
    assert confirm(sarula.pk, level=VERIFIED).level == VERIFIED


def test_a_changed_phone_is_found_by_its_new_number(sarula: Applicant) -> None:
    before = sarula.phone_fingerprint
    changed = change_phone(sarula.pk, phone="150-4798-0001")
    sarula.refresh_from_db()
    assert sarula.phone == changed.phone == "15047980001"
    assert sarula.phone_fingerprint not in ("", before)


def test_an_agent_may_do_what_was_authorised_until_that_day(
    company: Applicant, sarula: Applicant
) -> None:
    today = timezone.localdate()
    authorise(company, sarula, scope=AgentScope.APPLY, valid_until=today)
    assert may_act_for(company, sarula, scope=AgentScope.APPLY, on=today)
    assert not may_act_for(company, sarula, scope=AgentScope.COLLECT, on=today)
    assert not may_act_for(company, sarula, scope=AgentScope.APPLY, on=today + timedelta(days=1))
    assert not may_act_for(sarula, company, scope=AgentScope.APPLY, on=today)
    assert [one.principal for one in authorisations_for(sarula, on=today)] == [company]


def test_everything_covers_every_scope_and_everyone_acts_for_themselves(
    company: Applicant, sarula: Applicant, mengke: Applicant
) -> None:
    today = timezone.localdate()
    authorise(company, sarula, scope=AgentScope.EVERYTHING, valid_until=today)
    for scope in AgentScope:
        assert may_act_for(company, sarula, scope=scope, on=today)
        assert may_act_for(mengke, mengke, scope=scope, on=today)
        assert not may_act_for(company, mengke, scope=scope, on=today)


def test_a_revoked_agent_may_nothing_and_can_be_authorised_anew(
    company: Applicant, sarula: Applicant
) -> None:
    today = timezone.localdate()
    first = authorise(company, sarula, scope=AgentScope.APPLY, valid_until=today)
    revoked_at = revoke(first.pk).revoked_at
    assert revoke(first.pk).revoked_at == revoked_at
    assert not may_act_for(company, sarula, scope=AgentScope.APPLY, on=today)
    again = authorise(company, sarula, scope=AgentScope.APPLY, valid_until=today)
    assert again != first
    assert may_act_for(company, sarula, scope=AgentScope.APPLY, on=today)


def test_authorising_again_moves_the_last_day(company: Applicant, sarula: Applicant) -> None:
    today = timezone.localdate()
    later = today + timedelta(days=90)
    first = authorise(company, sarula, scope=AgentScope.APPLY, valid_until=today)
    again = authorise(company, sarula, scope=AgentScope.APPLY, valid_until=later)
    assert (again.pk, again.valid_until) == (first.pk, later)


def test_an_authorisation_that_makes_no_sense_is_refused(
    company: Applicant, sarula: Applicant
) -> None:
    today = timezone.localdate()
    for principal, agent, until in (
        (sarula, company, today),
        (sarula, sarula, today),
        (company, sarula, today - timedelta(days=1)),
    ):
        with pytest.raises(AgentRefused, match=r"请|不能"):
            authorise(principal, agent, scope=AgentScope.APPLY, valid_until=until)
