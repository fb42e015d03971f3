import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from applicants.models import Applicant
from portal.accounts.models import OneTimeCode, User
from tests.accounts.people import (
    PASSWORD,
    PHONE,
    WANG,
    applicant_user,
    code_for,
    sign_up,
    with_phone,
)

pytestmark = pytest.mark.django_db
BEGIN = reverse("account_signup")
CODE = reverse("account_confirm_login_code")
YOU = reverse("account_signup_you")
SECRET_PASSWORD = reverse("account_signup_password")
AGREE = reverse("account_signup_agree")


def proven(client: Client, contact: str = PHONE) -> Client:
    """Come as far as the page that asks who one is."""
    client.post(BEGIN, {"contact": contact})
    client.post(CODE, {"code": code_for(contact)})
    return client


def everything_stored() -> str:
    stored = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            stored.append(str(cursor.fetchall()))
    return " ".join(stored)


def test_five_small_pages_make_the_account_and_the_person_behind_it(client: Client) -> None:
    user = sign_up(client)
    assert user.applicant is not None
    assert user.applicant.name == WANG["name"]
    assert user.applicant.id_number == WANG["id_number"]
    assert (user.phone, user.applicant.phone) == (PHONE, PHONE)
    assert user.check_password(PASSWORD)
    assert user.privacy_agreed_at is not None
    done = client.get(reverse("account_signup_done")).content.decode()
    assert "注册完成" in done
    assert "王*明" in done


def test_who_comes_by_mail_gets_the_code_there_and_says_where_to_be_called(client: Client) -> None:
    user = sign_up(client, contact="Wang@Example.cn")
    assert (user.email, user.phone) == ("wang@example.cn", "")
    assert user.applicant.phone == PHONE  # type: ignore[union-attr]
    assert mail.outbox[0].to == ["wang@example.cn"]


def test_without_a_password_the_account_opens_by_codes(client: Client) -> None:
    assert not sign_up(client, password="").has_usable_password()


def test_after_signing_up_one_goes_on_where_one_wanted_to_go(client: Client) -> None:
    sign_up(client, start="?next=/bundles/152571000000/company-opening/")
    done = client.get(reverse("account_signup_done")).content.decode()
    assert 'href="/bundles/152571000000/company-opening/"' in done


def test_nobody_is_sent_to_another_site_after_signing_up(client: Client) -> None:
    sign_up(client, start="?next=https://evil.example/")
    assert "evil" not in client.get(reverse("account_signup_done")).content.decode()


def test_the_pages_ask_in_chinese_and_in_english(client: Client) -> None:
    assert "手机号码或电子邮箱" in client.get(BEGIN).content.decode()
    english = client.get(BEGIN, headers={"accept-language": "en"}).content.decode()
    assert "手机号码或电子邮箱" not in english


@pytest.mark.parametrize(
    "typed", ["", "12345", "1384791234", "wang@", "@example.cn", "0479-3351234", "x" * 300, "王\0"]
)
def test_what_is_no_phone_and_no_address_is_refused_and_nothing_sent(
    client: Client, typed: str
) -> None:
    response = client.post(BEGIN, {"contact": typed})
    assert response.status_code == 200
    assert response.context["form"].errors["contact"]
    assert not OneTimeCode.objects.exists()


@pytest.mark.parametrize("typed", ["138 4791 2345", "+86 13847912345", "１３８４７９１２３４５"])
def test_a_phone_number_may_be_written_as_people_write_it(client: Client, typed: str) -> None:
    assert client.post(BEGIN, {"contact": typed}).status_code == 302
    assert code_for(PHONE)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("id_number", "152531199003072519", "校验位"),
        ("id_number", "15253119900307251\0", "U+0000"),
        ("name", " ", "必填"),
        ("name", "王😀", "U+1F600"),
        ("name", "王" * 61, "最多 60 个字"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    client: Client, field: str, value: str, says: str
) -> None:
    response = proven(client).post(YOU, WANG | {field: value})
    assert response.status_code == 200
    assert says in " ".join(response.context["form"].errors[field])
    assert not Applicant.objects.exists()


@pytest.mark.parametrize("password", ["12345678", "kq7", "password", PHONE, "a" * 129])
def test_a_weak_password_is_refused_in_words(client: Client, password: str) -> None:
    proven(client).post(YOU, WANG)
    response = client.post(SECRET_PASSWORD, {"password": password})
    assert response.status_code == 200
    assert "密码" in " ".join(response.context["form"].errors["password"]) or password == "a" * 129
    assert "至少 8 位" in response.content.decode()


def test_without_agreeing_there_is_no_account(client: Client) -> None:
    proven(client).post(YOU, WANG)
    client.post(SECRET_PASSWORD, {"skip": "1"})
    assert "告知" in client.post(AGREE, {}).context["form"].errors["consent"][0]
    assert not User.objects.exists()


@pytest.mark.parametrize("address", [YOU, SECRET_PASSWORD, AGREE])
def test_no_page_can_be_reached_before_the_phone_is_proven(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == BEGIN
    client.post(BEGIN, {"contact": PHONE})
    assert client.post(address, WANG)["Location"] == BEGIN
    assert not User.objects.exists()


def test_what_was_filled_in_is_kept_half_an_hour_and_no_longer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    proven(client).post(YOU, WANG)
    now = __import__("time").time()
    monkeypatch.setattr("portal.accounts.keeping.time.time", lambda: now + 31 * 60)
    assert client.get(AGREE)["Location"] == BEGIN


def test_a_phone_that_has_an_account_opens_it_instead_of_making_another(client: Client) -> None:
    user = with_phone(applicant_user())
    client.post(BEGIN, {"contact": PHONE})
    client.post(CODE, {"code": code_for()})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.count() == 1


def test_known_and_unknown_phones_get_the_same_answer_until_the_code_is_right() -> None:
    with_phone(applicant_user())
    known, unknown = Client(), Client()
    pages = []
    for client, phone in ((known, PHONE), (unknown, "13900001111")):
        first = client.post(BEGIN, {"contact": phone})
        page = client.get(first["Location"])
        wrong = client.post(CODE, {"code": "000000" if code_for(phone) != "000000" else "111111"})
        pages.append([first.status_code, first["Location"], page.status_code, wrong.status_code])
        assert "验证码不对" in wrong.content.decode()
    assert pages[0] == pages[1]


def test_two_clicks_on_the_last_button_make_one_account(client: Client) -> None:
    proven(client).post(YOU, WANG)
    client.post(SECRET_PASSWORD, {"skip": "1"})
    again = Client()
    again.cookies = client.cookies.copy()
    with_phone(applicant_user("other"), PHONE)  # meanwhile the same phone got an account
    response = client.post(AGREE, {"consent": "on"})
    assert "已经用于另一个账户" in response.content.decode()
    assert Applicant.objects.count() == 1


def test_the_same_number_makes_a_second_person_and_never_shows_the_first(client: Client) -> None:
    first = sign_up(client)
    second = sign_up(Client(), contact="13900001111")
    assert first.applicant_id != second.applicant_id


def test_no_personal_data_lies_in_the_clear_after_signing_up(client: Client) -> None:
    sign_up(client, contact="wang@example.cn")
    sign_up(Client(), contact="13900001111")
    proven(Client(), "13900002222").post(YOU, WANG)  # and half-way through
    stored = everything_stored()
    for secret in (*WANG.values(), "wang@example.cn", "13900001111", "13900002222"):
        assert secret not in stored


def test_the_invented_name_says_nothing(client: Client) -> None:
    user = sign_up(client)
    assert user.username.isalpha()
    assert "wang" not in user.username
    assert user.username not in client.get("/privacy/").content.decode()


def test_messages_are_for_their_owner_only(client: Client, settings: Any) -> None:
    client.post(BEGIN, {"contact": PHONE})
    path = Path(settings.SMS_FILE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    line = json.loads(path.read_text())
    assert line["phone"] == "138****2345"
    assert "10 分钟内有效" in line["text"]


def test_without_its_token_the_form_is_refused_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post(BEGIN, {"contact": PHONE})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


def test_who_is_signed_in_is_sent_on(client: Client) -> None:
    sign_up(client)
    assert client.get(BEGIN).status_code == 302


def test_a_cache_that_is_down_stops_nobody(client: Client, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    sign_up(client)
    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_login"), {"login": PHONE, "password": PASSWORD})
    assert answer["Location"] == "/cases/"
