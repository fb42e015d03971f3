"""The locked screen: the server's, not only the page's."""

import time
from typing import Any

import pytest

from portal.accounts.idle import SEEN
from portal.accounts.models import StaffEvent, StaffEventKind
from portal.demo.authenticator import code
from tests.console.seats import PASSWORD, ULGAI, Seat, app_of, form_of, text_of

pytestmark = pytest.mark.usefixtures("library")


def away(seat: Seat, *, minutes: int) -> None:
    session = seat.client.session
    session[SEEN] = int(time.time()) - minutes * 60
    session.save()


def locked(seat: Seat) -> Any:
    away(seat, minutes=16)
    return seat.get("")


def test_after_a_quarter_of_an_hour_every_address_is_locked() -> None:
    seat = Seat()
    assert seat.get("").status_code == 200
    page = locked(seat)
    assert page.status_code == 423
    assert "屏幕已锁定" in text_of(page)
    for address in ("cases/", "queues/waiting/", "lock/awake/"):
        assert seat.get(address).status_code == 423
    assert seat.client.get("/accounts/").status_code == 423


def test_a_script_gets_the_bare_status_and_keeps_nobody_in() -> None:
    seat = Seat()
    away(seat, minutes=14)
    seat.client.get("/console/", headers={"Sec-Fetch-Mode": "cors"})
    away(seat, minutes=16)
    answer = seat.client.get("/console/", headers={"Sec-Fetch-Mode": "cors"})
    assert (answer.status_code, answer.content) == (423, b"")


def test_typing_keeps_it_open() -> None:
    seat = Seat()
    away(seat, minutes=14)
    assert seat.post("lock/awake/").status_code == 204
    assert int(time.time()) - seat.client.session[SEEN] < 60


@pytest.mark.parametrize("by", ["password", "code"])
def test_the_same_officer_unlocks_and_goes_on(by: str) -> None:
    secret = app_of(ULGAI)
    seat = Seat()
    locked(seat)
    assert seat.post("unlock/", proof="wrong").status_code == 423
    proof = PASSWORD if by == "password" else code(secret)
    answer = seat.post("unlock/", proof=proof, back="/console/queues/waiting/")
    assert answer["Location"] == "/console/queues/waiting/"
    assert seat.get("").status_code == 200
    assert StaffEvent.objects.filter(kind=StaffEventKind.UNLOCKED_SCREEN).count() == 1


def test_five_wrong_ones_lock_the_account() -> None:
    seat = Seat()
    locked(seat)
    for _time in range(4):
        assert seat.post("unlock/", proof="wrong").status_code == 423
    assert seat.post("unlock/", proof="wrong").status_code == 429
    assert seat.post("unlock/", proof=PASSWORD).status_code == 429


def test_what_was_posted_meanwhile_is_sealed_and_sent_on() -> None:
    seat = Seat()
    away(seat, minutes=16)
    page = seat.post("cases/", q="YJS152571202611230000014", reason="来人查询")
    assert page.status_code == 423
    assert "来人查询" not in page.content.decode()
    fields = form_of(page, "/unlock/")
    answer = seat.post("unlock/", **{**fields, "proof": PASSWORD})
    assert "继续提交" in text_of(answer)
    assert "来人查询" in answer.content.decode()
    other = Seat("WLG-ZW-02")
    locked(other)
    assert other.post("unlock/", **{**fields, "proof": PASSWORD}).status_code == 302


def test_it_leads_nowhere_else() -> None:
    seat = Seat()
    locked(seat)
    answer = seat.post("unlock/", proof=PASSWORD, back="//evil.example/")
    assert answer["Location"] == "/console/"


def test_another_officer_signs_out_and_in() -> None:
    seat = Seat()
    locked(seat)
    seat.post("logout/")
    assert seat.get("login/").status_code == 200


def test_after_two_hours_the_officer_is_signed_out() -> None:
    seat = Seat()
    away(seat, minutes=121)
    assert seat.get("")["Location"].startswith("/accounts/login/")
