import pytest
from django.core.exceptions import ValidationError

from applicants.models import Applicant, IdentityLevel, Membership, Proof
from applicants.organisations import declare, leave, prove
from applicants.selectors import memberships_of, represents
from tests.applicants.samples import COMPANY_USCC


def declared(person: Applicant, uscc: str = COMPANY_USCC) -> Membership:
    return declare(person, name="乌拉盖牧歌乳业有限公司", uscc=uscc, phone="0479-3351234")


def test_who_declares_an_organisation_acts_for_it(sarula: Applicant, mengke: Applicant) -> None:
    organisation = declared(sarula).organisation
    assert represents(sarula, organisation)
    assert not represents(mengke, organisation)
    assert organisation.level == IdentityLevel.DECLARED


def test_the_same_number_twice_is_one_membership(sarula: Applicant) -> None:
    assert declared(sarula) == declared(sarula)
    assert Applicant.objects.filter(kind="organisation").count() == 1


def test_two_who_declare_the_same_number_do_not_meet(sarula: Applicant, mengke: Applicant) -> None:
    assert declared(sarula).organisation != declared(mengke).organisation


def test_every_wrong_field_is_named_and_nothing_is_kept(sarula: Applicant) -> None:
    with pytest.raises(ValidationError) as refused:
        declare(sarula, name="", uscc="91152531MADEM0011X", phone="1")
    assert set(refused.value.message_dict) == {"name", "id_number", "phone"}
    assert not Membership.objects.exists()


def test_a_proof_confirms_the_organisation(sarula: Applicant) -> None:
    membership = prove(declared(sarula).pk, proof=Proof.LICENCE)
    assert membership.proof == Proof.LICENCE
    membership.organisation.refresh_from_db()
    assert membership.organisation.level == IdentityLevel.VERIFIED


def test_a_weaker_proof_takes_nothing_back(sarula: Applicant) -> None:
    membership = prove(declared(sarula).pk, proof=Proof.SEEN)
    assert prove(membership.pk, proof=Proof.LICENCE).proof == Proof.SEEN


def test_the_second_who_proves_it_joins_the_confirmed_organisation(
    sarula: Applicant, mengke: Applicant
) -> None:
    first = prove(declared(sarula).pk, proof=Proof.LICENCE)
    second = prove(declared(mengke).pk, proof=Proof.SEEN)
    assert second.organisation == first.organisation
    assert second.proof == Proof.SEEN
    assert represents(mengke, first.organisation)


def test_who_leaves_acts_for_it_no_more(sarula: Applicant) -> None:
    membership = declared(sarula)
    leave(membership.pk)
    leave(membership.pk)
    assert not represents(sarula, membership.organisation)
    assert not memberships_of(sarula).exists()
    assert declared(sarula) != membership
