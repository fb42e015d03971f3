"""Who sits down, and the case that begins with them."""

from __future__ import annotations

import pytest

from applicants.models import Applicant, IdentityLevel, Membership, Proof
from applicants.services import confirm, register_person
from bundles.casework.models import Assistance, Submission
from portal.accounts.models import DisclosureEntry
from tests.console.intake.counter import FOUNDER, begun, started
from tests.console.seats import Seat, text_of

USCC = "91152531MADEM0011W"


def register(name: str = FOUNDER.name) -> Applicant:
    return register_person(name=name, id_number=FOUNDER.id_number, phone=FOUNDER.phone)


def test_a_stranger_is_registered_as_seen_and_the_form_opens(batu: Seat) -> None:
    answer = started(batu)
    draft = Submission.objects.get()
    assert answer.url == f"/console/intake/{draft.token}/"
    assert draft.applicant.level == IdentityLevel.SEEN
    assert draft.answers["blocks"]["legal_representative"]["name"] == FOUNDER.name


def test_whoever_declared_the_number_is_confirmed_and_not_registered_again(batu: Seat) -> None:
    known = register()
    assert begun(batu).applicant == known
    known.refresh_from_db()
    assert known.level == IdentityLevel.SEEN


def test_of_two_who_declared_one_number_the_one_of_that_name_is_found(batu: Seat) -> None:
    register("冒名人")
    own = register()
    assert begun(batu).applicant == own


def test_the_confirmed_one_wins_over_who_declared_earlier(batu: Seat) -> None:
    register()
    confirmed = confirm(register().pk, level=IdentityLevel.VERIFIED)
    assert begun(batu).applicant == confirmed


def test_another_name_stops_until_the_clerk_puts_it_right_by_the_original(batu: Seat) -> None:
    known = confirm(register("曾用名").pk, level=IdentityLevel.SEEN)
    answer = started(batu)
    assert answer.status_code == 422
    assert "按原件更正" in text_of(answer)
    started(batu, correct="1")
    known.refresh_from_db()
    assert (known.name, Submission.objects.get().applicant) == (FOUNDER.name, known)


def test_an_organisation_comes_through_the_person_who_brought_its_licence(batu: Seat) -> None:
    started(batu, organisation="乌拉盖牧歌有限公司", uscc=USCC)
    draft = Submission.objects.get()
    assert (draft.applicant.kind, draft.applicant.level) == ("organisation", IdentityLevel.SEEN)
    assert Membership.objects.get().proof == Proof.SEEN
    assert Assistance.objects.get().present.name == FOUNDER.name


def test_a_double_click_begins_one_case(batu: Seat) -> None:
    token = "5f0c9a52-4b3e-4a53-9a0f-0d1f6f0f7a11"
    answers = [started(batu, token=token).url for _click in range(2)]
    assert answers[0] == answers[1]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "wrong"), [("id_number", "15253119900307251X"), ("phone", "12"), ("name", "")]
)
def test_what_was_misread_is_told_and_nothing_begins(batu: Seat, field: str, wrong: str) -> None:
    assert started(batu, **{field: wrong}).status_code == 422
    assert not Submission.objects.exists()


def test_a_phone_known_already_is_not_asked_again(batu: Seat) -> None:
    register()
    assert started(batu, phone="").status_code == 302


def test_that_a_person_was_looked_up_is_written_down(batu: Seat) -> None:
    started(batu)
    assert DisclosureEntry.objects.filter(subject_kind="search").exists()


def test_a_start_page_used_before_is_told_and_opens_nothing(batu: Seat) -> None:
    token = "5f0c9a52-4b3e-4a53-9a0f-0d1f6f0f7a11"
    started(batu, token=token)
    batu.post(f"intake/{token}/aside/")
    for seat in (batu, Seat("WLG-ZW-02")):
        answer = started(seat, token=token)
        assert answer.status_code == 422
        assert "已经用过" in text_of(answer)
