"""My profile: masked by default, mine to correct, not to turn into somebody else's."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.models import IdentityLevel
from applicants.selectors import profile
from applicants.services import confirm
from portal.accounts.models import DisclosureEntry, User
from tests import cases

pytestmark = pytest.mark.django_db

ANYTHING = st.text(st.characters(codec=None), max_size=400)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_a_person_sees_themselves_masked(his: Client) -> None:
    page = text_of(his.get("/mine/profile/"))
    for shown, hidden in (("王*明", "王晓明"), ("1525**********2518", "152531199003072518")):
        assert shown in page
        assert hidden not in page
    assert "138****2345" in page


def test_on_demand_a_person_sees_their_own_number_and_nobody_logs_it(his: Client) -> None:
    answer = his.post("/mine/profile/full/")
    assert "152531199003072518" in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert not DisclosureEntry.objects.exists()
    assert "152531199003072518" not in text_of(his.get("/mine/profile/"))


def test_the_full_number_is_no_page_to_link_to(his: Client) -> None:
    assert his.get("/mine/profile/full/").status_code == 405


def test_address_and_mail_are_kept_for_the_next_form(his: Client, wang: User) -> None:
    told = {"address": "振兴路 1 号", "postcode": "026321", "email": "w@example.com"}
    place = ["150000000000", "152500000000", "152571000000"]
    answer = his.post("/mine/profile/change/", {**told, "place": place, "then": "keep"})
    assert answer["Location"] == "/mine/profile/"
    kept = profile(wang.applicant)
    assert kept.items() >= told.items()
    assert kept["address_division"] == "152571000000"
    assert "振兴路 1 号" in text_of(his.get("/mine/profile/"))


def test_the_place_is_chosen_list_by_list_without_javascript(his: Client, wang: User) -> None:
    page = his.post("/mine/profile/change/", {"place": ["150000000000"], "then": "look"})
    assert page.status_code == 200
    assert [step.chosen for step in page.context["steps"]] == ["150000000000", ""]
    assert "锡林郭勒盟" in text_of(page)
    assert set(profile(wang.applicant)) == {"name", "id_number", "phone"}


@pytest.mark.parametrize("place", [["1"], ["\0"], ["152571000000", "1"], ["x" * 900] * 9])
def test_a_place_there_is_not_is_no_place(his: Client, wang: User, place: list[str]) -> None:
    answer = his.post("/mine/profile/change/", {"place": place, "then": "keep"})
    assert answer.status_code == 302
    assert profile(wang.applicant).get("address_division") in (None, "152571000000")


def test_what_is_wrong_is_named_and_nothing_is_kept(his: Client, wang: User) -> None:
    answer = his.post("/mine/profile/change/", {"postcode": "12", "address": "好"})
    assert answer.status_code == 422
    assert 'href="#id_postcode"' in text_of(answer)
    assert "address" not in profile(wang.applicant)


def test_address_and_mail_can_be_deleted(his: Client, wang: User) -> None:
    his.post("/mine/profile/change/", {"address": "振兴路 1 号", "then": "keep"})
    his.post("/mine/profile/forget/")
    assert "address" not in profile(wang.applicant)


def test_a_name_typed_wrong_is_corrected_before_anything_is_filed(his: Client, wang: User) -> None:
    answer = his.post(
        "/mine/profile/identity/", {"name": "王小明", "id_number": "152502198511220015"}
    )
    assert answer["Location"] == "/mine/profile/"
    wang.applicant.refresh_from_db()  # type: ignore[union-attr]
    assert wang.applicant.name == "王小明"  # type: ignore[union-attr]


@pytest.mark.parametrize("why", ["filed", "seen"])
def test_afterwards_the_page_says_where_to_go(his: Client, wang: User, why: str) -> None:
    assert wang.applicant is not None
    if why == "filed":
        cases.filed(wang.applicant)
    else:
        confirm(wang.applicant.pk, level=IdentityLevel.SEEN)
    fields = {"name": "王小明", "id_number": "152502198511220015"}
    assert "窗口" in text_of(his.post("/mine/profile/identity/", fields))
    wang.applicant.refresh_from_db()
    assert wang.applicant.name == "王晓明"
    assert "/mine/profile/identity/" not in text_of(his.get("/mine/profile/"))


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25
)
@given(address=ANYTHING, postcode=ANYTHING, email=ANYTHING, place=ANYTHING)
def test_no_profile_is_too_strange(
    his: Client, address: str, postcode: str, email: str, place: str
) -> None:
    fields = {"address": address, "postcode": postcode, "email": email, "place": place}
    clean = {key: text.encode("utf-8", "replace").decode() for key, text in fields.items()}
    assert his.post("/mine/profile/change/", clean).status_code in (302, 422)


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25
)
@given(name=ANYTHING, number=ANYTHING)
def test_no_name_and_number_are_too_strange(his: Client, name: str, number: str) -> None:
    fields = {"name": name, "id_number": number}
    clean = {key: text.encode("utf-8", "replace").decode() for key, text in fields.items()}
    assert his.post("/mine/profile/identity/", clean).status_code in (302, 422)
