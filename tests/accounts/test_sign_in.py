from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.sessions import SessionStore
from tests.accounts.people import PASSWORD, PHONE, applicant_user, officer, with_phone

pytestmark = pytest.mark.django_db
ADDRESS = reverse("account_login")


def try_in(client: Client, login: str, password: str = "wrong-wrong") -> Any:
    return client.post(ADDRESS, {"login": login, "password": password})


def wang() -> User:
    user = with_phone(applicant_user())
    user.email = "wang@example.cn"
    user.save()
    return user


@pytest.mark.parametrize(
    "name",
    [PHONE, "138 4791 2345", "wang@example.cn", "WANG@example.cn", "wangxiaoming", "WANGXIAOMING"],
)
def test_phone_mail_or_sign_in_name_and_the_password_open_the_door(name: str) -> None:
    wang()
    assert try_in(Client(), name, PASSWORD).status_code == 302


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client) -> None:
    applicant_user()
    known, unknown = try_in(client, "wangxiaoming"), try_in(client, "nobody.here")
    sentence = "账号或密码不对"
    assert sentence in known.content.decode()
    assert sentence in unknown.content.decode()


def test_the_fifth_failure_locks_the_account_and_says_so_in_words(client: Client) -> None:
    applicant_user()
    for _ in range(4):
        assert try_in(client, "wangxiaoming").status_code == 200
    locked = try_in(client, "wangxiaoming")
    assert locked.status_code == 429
    assert "锁定 30 分钟" in locked.content.decode()
    assert try_in(client, "wangxiaoming", PASSWORD).status_code == 429


def test_changing_address_browser_or_spelling_gives_no_further_tries() -> None:
    wang()
    for turn, name in enumerate(["wangxiaoming", "wang@example.cn", PHONE] * 2):
        last = Client(REMOTE_ADDR=f"10.0.0.{turn}", headers={"user-agent": f"browser {turn}"}).post(
            ADDRESS, {"login": name, "password": "wrong-wrong"}
        )
    assert last.status_code == 429


def test_after_half_an_hour_the_door_opens_again(client: Client) -> None:
    applicant_user()
    for _ in range(5):
        try_in(client, "wangxiaoming")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert try_in(client, "wangxiaoming", PASSWORD).status_code == 302


def test_what_was_typed_into_the_sign_in_field_is_not_written_down(client: Client) -> None:
    try_in(client, "152531199003072518")
    try_in(client, "13847912345")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM axes_accessattempt")
        rows = str(cursor.fetchall())
    assert "nobody-" in rows
    assert "152531199003072518" not in rows
    assert "13847912345" not in rows


def test_a_null_character_is_a_mistake_and_no_failure_of_ours(client: Client) -> None:
    assert try_in(client, "wang\0").status_code == 200
    assert client.get(ADDRESS + "?next=%00").status_code == 400


def test_nobody_is_sent_to_another_site_after_signing_in(client: Client) -> None:
    applicant_user()
    response = client.post(
        ADDRESS,
        {"login": "wangxiaoming", "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert "evil" not in response["Location"]


def test_who_leaves_the_screen_alone_is_signed_out_and_told(client: Client) -> None:
    client.force_login(applicant_user())
    client.get("/privacy/")
    session = SessionStore(client.session.session_key)
    session["last_seen"] -= 31 * 60
    session.save()
    response = client.get("/cases/?page=2")
    assert response["Location"].endswith("?next=/cases/%3Fpage%3D2")
    assert "没有操作" in client.get(response["Location"]).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_busy_user_stays_signed_in(client: Client) -> None:
    client.force_login(applicant_user())
    client.get("/privacy/")
    session = SessionStore(client.session.session_key)
    session["last_seen"] -= 29 * 60
    session.save()
    client.get("/privacy/")
    assert "_auth_user_id" in client.session
    assert client.session["last_seen"] > session["last_seen"]


def test_signing_out_needs_the_button(client: Client) -> None:
    client.force_login(applicant_user())
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_an_official_is_led_to_the_desk_and_an_applicant_to_their_cases() -> None:
    User.objects.create_user(
        username="batu",
        password=PASSWORD,
        officer=officer("WLG-ZW-01"),
        id_number="152502198511220015",
    )
    applicant_user()
    assert try_in(Client(), "batu", PASSWORD)["Location"] == reverse("admin:index")
    assert try_in(Client(), "wangxiaoming", PASSWORD)["Location"] == "/cases/"


def test_one_password_is_not_tried_on_everybody_from_one_address(
    client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"password": "3/m/ip"}
    answers = [try_in(client, f"nobody{number}").status_code for number in range(4)]
    assert answers == [200, 200, 200, 429]
