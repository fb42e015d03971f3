from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts.keys import (
    KeyExpired,
    KeyRefused,
    KeyRevoked,
    UnknownScope,
    authenticate_key,
    create_key,
    revoke,
)
from portal.accounts.models import ApiKey, Scope
from tests.accounts.people import department

pytestmark = pytest.mark.django_db


def in_a_year() -> datetime:
    return timezone.now() + timedelta(days=365)


def new_key(expires_at: datetime | None = None) -> tuple[ApiKey, str]:
    return create_key(
        department(),
        name="登记系统",
        scopes=[Scope.READ, Scope.DECIDE],
        expires_at=expires_at or in_a_year(),
    )


def test_the_secret_is_shown_once_and_opens_its_own_department() -> None:
    key, secret = new_key()
    assert secret.startswith(f"owk_{key.prefix}_")
    found = authenticate_key(secret)
    assert found == key
    assert found.department.code == "wlg-scjg"
    assert found.allows(Scope.READ)
    assert not found.allows(Scope.EVENTS)


def test_the_secret_is_stored_nowhere() -> None:
    _key, secret = new_key()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_apikey")
        assert secret.split("_", 2)[2] not in str(cursor.fetchall())


@pytest.mark.parametrize(
    "text", ["", "owk", "owk__", "owk_00000000_x", "bearer", "密钥", "owk_a\0b_c", "x" * 10000]
)
def test_nonsense_is_refused_and_nothing_else(text: str) -> None:
    new_key()
    with pytest.raises(KeyRefused):
        authenticate_key(text)


def test_a_right_prefix_with_a_wrong_secret_is_refused() -> None:
    _key, secret = new_key()
    with pytest.raises(KeyRefused):
        authenticate_key(secret[:-1] + ("A" if secret[-1] != "A" else "B"))


def test_an_expired_key_says_that_it_is_expired() -> None:
    _key, secret = new_key(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(KeyExpired):
        authenticate_key(secret)


def test_a_revoked_key_stays_revoked_from_the_first_time_on() -> None:
    key, secret = new_key()
    first = revoke(key).revoked_at
    assert revoke(key).revoked_at == first
    with pytest.raises(KeyRevoked):
        authenticate_key(secret)


def test_use_is_noted_once_a_minute(django_assert_num_queries: object) -> None:
    key, secret = new_key()
    authenticate_key(secret)
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    authenticate_key(secret)
    assert ApiKey.objects.get(pk=key.pk).last_used_at == first
    ApiKey.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    authenticate_key(secret)
    assert ApiKey.objects.get(pk=key.pk).last_used_at > first


@pytest.mark.parametrize("scopes", [[], ["everything"]])
def test_a_key_without_a_known_scope_is_not_made(scopes: list[str]) -> None:
    with pytest.raises(UnknownScope):
        create_key(department(), name="x", scopes=scopes, expires_at=in_a_year())
    assert not ApiKey.objects.exists()
