from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from applicants.models import Applicant
from portal.accounts.models import User
from tests.accounts.people import WANG

pytestmark = pytest.mark.django_db
ADDRESS = reverse("account_signup")


def test_one_form_makes_the_account_and_the_person_behind_it(client: Client) -> None:
    response = client.post(ADDRESS, WANG)
    assert response.status_code == 302
    user = User.objects.get(username="wangxiaoming")
    assert user.applicant is not None
    assert user.applicant.name == "王晓明"
    assert user.applicant.id_number == "152531199003072518"
    assert user.privacy_agreed_at is not None
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_page_asks_in_chinese_and_in_english(client: Client) -> None:
    assert "居民身份证号码" in client.get(ADDRESS).content.decode()
    english = client.get(ADDRESS, headers={"accept-language": "en"}).content.decode()
    assert "居民身份证号码" not in english


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("id_number", "152531199003072519", "校验位"),
        ("id_number", "15253119900307251\0", "U+0000"),
        ("phone", "12345", "手机号码"),
        ("name", " ", "必填"),
        ("name", "王😀", "U+1F600"),
        ("name", "王" * 61, "最多 60 个字"),
        ("username", "13847912345", "登录名"),
        ("username", "w13847912345", "手机号"),
        ("username", "w152531-1990-0307", "手机号"),
        ("email", "13847912345@example.cn", "邮箱"),
        ("password1", "12345678", "密码"),
        ("password1", "kq7", "密码太短"),
        ("consent", "", "告知"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    client: Client, field: str, value: str, says: str
) -> None:
    data = WANG | {field: value}
    if field == "password1":
        data["password2"] = value
    response = client.post(ADDRESS, data)
    assert response.status_code == 200
    assert says in " ".join(response.context["form"].errors[field])
    assert not User.objects.exists()
    assert not Applicant.objects.exists()


def test_a_taken_sign_in_name_is_refused_whatever_its_case(client: Client) -> None:
    client.post(ADDRESS, WANG)
    response = Client().post(ADDRESS, WANG | {"username": "WangXiaoMing"})
    assert "已经有人使用" in response.content.decode()
    assert Applicant.objects.count() == 1


def test_the_same_number_makes_a_second_person_and_never_shows_the_first(client: Client) -> None:
    client.post(ADDRESS, WANG)
    Client().post(ADDRESS, WANG | {"username": "someone.else"})
    first, second = User.objects.order_by("pk")
    assert first.applicant_id != second.applicant_id


def test_no_personal_data_lies_in_the_clear_after_signing_up(client: Client) -> None:
    client.post(ADDRESS, WANG | {"email": "wang@example.cn"})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        stored = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            stored.append(str(cursor.fetchall()))
    everything = " ".join(stored)
    assert "wang@example.cn" in everything
    for secret in (WANG["id_number"], WANG["phone"], WANG["name"]):
        assert secret not in everything


def test_without_its_token_the_form_is_refused_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post(ADDRESS, WANG)
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


def test_who_is_signed_in_is_sent_on(client: Client) -> None:
    client.post(ADDRESS, WANG)
    assert client.get(ADDRESS).status_code == 302


def test_a_cache_that_is_down_stops_nobody(client: Client, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert client.post(ADDRESS, WANG)["Location"] == "/"
    client.post(reverse("account_logout"))
    answer = client.post(
        reverse("account_login"), {"login": WANG["username"], "password": WANG["password1"]}
    )
    assert answer["Location"] == "/cases/"
