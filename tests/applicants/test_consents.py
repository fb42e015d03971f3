from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applicants import consents
from applicants.models import Applicant, Consent
from tests.applicants.samples import Someone

TEXT = consents.hash_of("我单独同意处理身份证号码，用于登记，不作他用。")
OTHER_TEXT = consents.hash_of("我单独同意处理银行账户，用于预约开户，不作他用。")


def agree(applicant: Applicant, text: str = TEXT, about: str = "case-1") -> Consent:
    return consents.give(applicant, "sensitive", text, at=timezone.now(), by=Someone(), about=about)


def test_a_consent_says_to_what_under_which_text_when_and_by_whom(sarula: Applicant) -> None:
    given = agree(sarula)
    assert (given.purpose, given.about, given.text_hash) == ("sensitive", "case-1", TEXT)
    assert given.given_by == "applicant:1"
    assert given.stands


def test_the_same_text_twice_is_one_consent(sarula: Applicant) -> None:
    assert agree(sarula) == agree(sarula)
    assert Consent.objects.count() == 1


def test_another_text_is_another_consent_in_the_place_of_the_first(sarula: Applicant) -> None:
    first, second = agree(sarula), agree(sarula, OTHER_TEXT)
    first.refresh_from_db()
    assert not first.stands
    assert consents.standing(sarula, "sensitive", about="case-1") == second


def test_what_was_agreed_for_one_case_holds_for_no_other(sarula: Applicant) -> None:
    agree(sarula)
    assert consents.standing(sarula, "sensitive", about="case-2") is None
    assert consents.standing(sarula, "sensitive") is None


def test_one_persons_consent_is_nobody_elses(sarula: Applicant, mengke: Applicant) -> None:
    agree(sarula)
    assert consents.standing(mengke, "sensitive", about="case-1") is None
    now = timezone.now()
    assert consents.withdraw(mengke, "sensitive", at=now, by=Someone(), about="case-1") == 0


def test_a_withdrawn_consent_stays_on_record_and_holds_no_more(sarula: Applicant) -> None:
    agree(sarula)
    later = timezone.now() + timedelta(hours=1)
    assert consents.withdraw(sarula, "sensitive", at=later, by=Someone(), about="case-1") == 1
    assert consents.standing(sarula, "sensitive", about="case-1") is None
    (kept,) = consents.consents_of(sarula)
    assert kept.withdrawn_at == later
    assert kept.withdrawn_by == "applicant:1"
    assert consents.withdraw(sarula, "sensitive", at=later, by=Someone(), about="case-1") == 0


def test_after_a_withdrawal_it_can_be_given_anew(sarula: Applicant) -> None:
    agree(sarula)
    consents.withdraw(sarula, "sensitive", at=timezone.now(), by=Someone(), about="case-1")
    agree(sarula)
    assert len(consents.consents_of(sarula)) == 2


@pytest.mark.parametrize("text_hash", ["", "x" * 64, TEXT.upper(), TEXT[:40]])
def test_only_a_hash_of_a_text_is_taken(sarula: Applicant, text_hash: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        agree(sarula, text_hash)
