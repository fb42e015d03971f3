"""Who comes in, and what everybody else is told."""

import pytest
from django.test import Client

from departments.models import Officer
from portal.demo.authenticator import code
from tests.console.seats import PASSWORD, ULGAI, Seat, account, app_of, applicant_account, text_of

pytestmark = pytest.mark.usefixtures("library")


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: str) -> object:
    return client.post("/console/login/", {"username": username, "password": password, **extra})


def test_a_clerk_signs_in_and_stands_at_the_desk() -> None:
    client = Client()
    username = account(ULGAI).username
    page = client.get("/console/", follow=True)
    assert "登录" in text_of(page)
    response = client.post(
        "/console/login/",
        {"username": username, "password": PASSWORD, "next": "/console/"},
        follow=True,
    )
    assert response.request["PATH_INFO"] == "/console/second/"
    response = client.post(
        "/console/second/", {"code": code(app_of(ULGAI)), "next": "/console/"}, follow=True
    )
    assert "乌拉盖管理区政务服务大厅" in text_of(response)


def test_a_wrong_password_says_so_and_five_lock_the_account() -> None:
    client = Client()
    username = account(ULGAI).username
    for _time in range(4):
        assert "登录名或密码不对" in text_of(sign_in(client, username, "wrong"))
    locked = sign_in(client, username, "wrong")
    assert locked.status_code == 429  # type: ignore[attr-defined]
    assert sign_in(client, username).status_code == 429  # type: ignore[attr-defined]


def test_an_applicant_is_told_where_their_own_cases_are() -> None:
    client = Client()
    user = applicant_account()
    assert "不是综合窗口工作人员的账户" in text_of(sign_in(client, user.username))
    client.force_login(user, backend="portal.accounts.backends.SignInBackend")
    for address in ("", "login/", "queues/waiting/", "departments/officer/"):
        response = client.get(f"/console/{address}")
        assert response.status_code == 403
        assert "我的办件" in text_of(response)


@pytest.mark.parametrize("number", ["WLG-SC-01", "WLG-SC-02", "WLG-SC-03"])
def test_a_departments_officers_do_not_see_the_whole_case(number: str) -> None:
    """A case shows what every item needs; a department may see only its own part."""
    assert Seat(number).get("").status_code == 403


def test_a_clerk_who_has_left_is_out_at_once() -> None:
    seat = Seat()
    assert seat.get("").status_code == 200
    Officer.objects.filter(number=ULGAI).update(is_active=False)
    assert seat.get("").status_code == 403


def test_a_clerk_already_inside_is_taken_to_the_desk() -> None:
    assert Seat().get("login/")["Location"] == "/console/"


def test_signing_out_is_posted_and_ends_it() -> None:
    seat = Seat()
    assert seat.get("logout/").status_code == 405
    seat.post("logout/")
    assert seat.get("").status_code == 302
