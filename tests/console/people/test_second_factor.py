"""No officer comes to any page with a password alone."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as RedisDown

from portal.accounts.models import StaffEvent, StaffEventKind
from portal.demo.authenticator import code
from tests.console.seats import PASSWORD, ULGAI, Seat, account, app_of, sign_in, text_of

pytestmark = pytest.mark.usefixtures("library")
SECOND = "/console/second/"


def with_password(number: str = ULGAI) -> Client:
    client = Client()
    client.post("/console/login/", {"username": account(number).username, "password": PASSWORD})
    return client


def wrong(secret: str) -> str:
    near = {code(secret, later=later) for later in (-1, 0, 1)}
    return next(guess for guess in ("000000", "111111", "222222", "333333") if guess not in near)


@pytest.mark.parametrize(
    "address",
    ["/console/", "/console/cases/", "/accounts/", "/accounts/second/codes/", "/", "/cases/"],
)
def test_with_a_password_alone_every_address_leads_to_the_code(address: str) -> None:
    answer = with_password().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(SECOND)


def test_a_script_is_told_by_its_status() -> None:
    assert with_password().get("/console/", headers={"Sec-Fetch-Mode": "cors"}).status_code == 401


def test_the_first_time_an_officer_sets_it_up_and_sees_the_backup_codes_once() -> None:
    client = with_password()
    page = client.get(SECOND)
    secret = page.context["new"].secret
    assert page.context["new"].picture.startswith("data:image/svg+xml")
    assert page.context["new"].spaced.replace(" ", "") == secret
    assert client.post(SECOND, {"code": wrong(secret)}).status_code == 422
    answer = client.post(SECOND, {"code": code(secret)})
    assert answer["Location"] == "/console/second/codes/"
    codes = client.get(answer["Location"]).context["codes"]
    assert len(codes) == 10
    assert client.post("/console/second/codes/")["Location"] == "/console/"
    assert client.get("/console/second/codes/").status_code == 302
    assert client.get("/console/").status_code == 200
    again = with_password()
    assert again.post(SECOND, {"code": codes[0]})["Location"] == "/console/"
    assert with_password().post(SECOND, {"code": codes[0]}).status_code == 422


def test_a_code_is_good_once_even_without_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = app_of(ULGAI)

    def gone(*args: object, **kwargs: object) -> None:
        raise RedisDown

    monkeypatch.setattr(cache, "add", gone)
    monkeypatch.setattr(cache, "get", gone)
    monkeypatch.setattr(cache, "set", gone)
    now = code(secret)
    assert with_password().post(SECOND, {"code": now}).status_code == 302
    assert with_password().post(SECOND, {"code": now}).status_code == 422


def test_five_wrong_codes_lock_and_the_password_does_not_unlock() -> None:
    secret = app_of(ULGAI)
    for _time in range(4):
        assert with_password().post(SECOND, {"code": wrong(secret)}).status_code == 422
    assert with_password().post(SECOND, {"code": wrong(secret)}).status_code == 429
    assert with_password().post(SECOND, {"code": code(secret)}).status_code == 429


def test_a_flag_of_one_account_counts_for_no_other() -> None:
    client = Client()
    sign_in(client, account("WLG-ZW-02"))
    session = client.session
    session["_auth_user_id"] = str(account(ULGAI).pk)
    session["_auth_user_hash"] = account(ULGAI).get_session_auth_hash()
    session.save()
    assert client.get("/console/")["Location"].startswith(SECOND)


def test_staff_cannot_switch_it_off() -> None:
    app_of(ULGAI)
    seat = Seat()
    session = seat.client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    seat.client.post("/accounts/second/app/off/")
    assert Authenticator.objects.filter(user=account(ULGAI)).count() == 2


def test_at_the_web_door_the_same_code_opens_the_desk() -> None:
    secret = app_of(ULGAI)
    client = Client()
    username = account(ULGAI).username
    client.post("/accounts/login/", {"login": username, "password": PASSWORD})
    answer = client.post("/accounts/login/second/", {"code": code(secret)})
    assert answer["Location"] == "/console/"
    assert client.get("/console/").status_code == 200


def test_a_temporary_password_is_changed_first() -> None:
    user = account(ULGAI)
    user.password_is_temporary = True
    user.save()
    client = with_password()
    assert client.get(SECOND)["Location"] == "/console/password/"
    same = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post("/console/password/", same).status_code == 422
    own = {"new_password1": "cao-yuan-2026-ma", "new_password2": "cao-yuan-2026-ma"}
    assert client.post("/console/password/", own)["Location"] == SECOND
    assert client.get(SECOND).context["new"] is not None


def test_coming_in_is_written_down() -> None:
    secret = app_of(ULGAI)
    with_password().post(SECOND, {"code": code(secret)})
    entry = StaffEvent.objects.get(kind=StaffEventKind.SIGNED_IN)
    assert (entry.about, entry.hall) == (ULGAI, "wlg-hall")


def test_a_departments_officer_needs_it_too_and_learns_that_the_console_is_not_theirs() -> None:
    secret = app_of("WLG-SC-01")
    client = Client()
    username = account("WLG-SC-01").username
    client.post("/accounts/login/", {"login": username, "password": PASSWORD})
    client.post("/accounts/login/second/", {"code": code(secret)})
    assert "不是综合窗口工作人员的账户" in text_of(client.get("/console/"))
