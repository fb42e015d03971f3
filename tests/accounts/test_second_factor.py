"""The optional second factor: on, asked for, wrong, locked, recovered, off."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import Fernet
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.second_factor import SecondFactorAdapter, rekey
from tests.accounts.people import PASSWORD, PHONE, code_for, sign_up
from tests.accounts.test_codes import earlier

pytestmark = pytest.mark.django_db
ON = reverse("mfa_activate_totp")
ASKED = reverse("mfa_authenticate")
LOGIN = reverse("account_login")


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(client: Client) -> str:
    """王晓明 has signed up and set up an app; its secret."""
    sign_up(client)
    shown = str(client.get(ON).context["form"].secret)
    answer = client.post(ON, {"code": code_of(shown)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    cache.clear()  # the code just used may be used again in these tests
    return shown


def at_the_second_step(by: str = "password") -> Client:
    other = Client()
    if by == "password":
        answer = other.post(LOGIN, {"login": PHONE, "password": PASSWORD})
    else:
        other.post(reverse("account_request_login_code"), {"contact": PHONE})
        answer = other.post(reverse("account_confirm_login_code"), {"code": code_for()})
    assert answer["Location"] == ASKED
    assert "_auth_user_id" not in other.session
    return other


def test_it_is_asked_for_after_the_password(secret: str) -> None:
    other = at_the_second_step()
    assert "两步验证" in other.get(ASKED).content.decode()
    assert other.post(ASKED, {"code": code_of(secret)})["Location"] == "/cases/"
    assert "_auth_user_id" in other.session


def test_it_is_asked_for_after_a_code_too(secret: str) -> None:
    earlier(minutes=2)
    other = at_the_second_step("code")
    other.post(ASKED, {"code": code_of(secret)})
    assert "_auth_user_id" in other.session


def test_wrong_codes_are_said_so_and_the_fifth_locks(secret: str) -> None:
    other = at_the_second_step()
    wrong = "000000" if code_of(secret) != "000000" else "111111"
    assert "动态码不对" in other.post(ASKED, {"code": wrong}).content.decode()
    for _ in range(4):
        last = other.post(ASKED, {"code": wrong})
    assert last.status_code == 429
    assert other.post(ASKED, {"code": code_of(secret)}).status_code == 429
    assert "_auth_user_id" not in other.session


def test_a_code_of_the_app_is_good_once(secret: str) -> None:
    code = code_of(secret)
    at_the_second_step().post(ASKED, {"code": code})
    again = at_the_second_step()
    again.post(ASKED, {"code": code})
    assert "_auth_user_id" not in again.session


def test_a_backup_code_opens_once(client: Client, secret: str) -> None:
    backup = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    other = at_the_second_step()
    other.post(ASKED, {"code": backup})
    assert "_auth_user_id" in other.session
    again = at_the_second_step()
    again.post(ASKED, {"code": backup})
    assert "_auth_user_id" not in again.session


def test_the_secrets_are_sealed_in_the_database(client: Client, secret: str) -> None:
    backup = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mfa_authenticator")
        rows = str(cursor.fetchall())
        cursor.execute("SELECT * FROM django_session")
        rows += str(cursor.fetchall())
    assert secret not in rows
    assert backup not in rows


def test_the_secrets_move_to_a_new_key(secret: str, settings: object) -> None:
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]  # type: ignore[attr-defined]
    assert rekey() == 2
    settings.FIELD_KEYS = [new]  # type: ignore[attr-defined]
    factor = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert SecondFactorAdapter().decrypt(factor.data["secret"]) == secret


def test_turning_it_off_takes_the_backup_codes_along(client: Client, secret: str) -> None:
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    other = Client()
    other.post(LOGIN, {"login": PHONE, "password": PASSWORD})
    assert "_auth_user_id" in other.session


def test_the_app_shows_no_whole_phone_number(client: Client) -> None:
    sign_up(client)
    assert PHONE not in client.get(ON).context["totp_url"]
    assert "138" in client.get(ON).context["totp_url"]


def test_a_stale_session_proves_itself_before_it_is_switched(client: Client) -> None:
    client.force_login(User.objects.create_user(username="limin", password=PASSWORD))
    for name in ("mfa_index", "mfa_activate_totp"):
        assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))
