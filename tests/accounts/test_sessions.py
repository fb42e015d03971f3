"""My signed-in devices: listed in words, ended one by one or all."""

import time
from unittest import mock

import pytest
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from django.test import Client
from django.urls import reverse

from portal.accounts.devices import network, summary, words
from tests.accounts.people import PASSWORD, applicant_user

pytestmark = pytest.mark.django_db
LIST = reverse("usersessions_list")
PHONE_BROWSER = (
    "Mozilla/5.0 (Linux; Android 13; M2101K7AG) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.44 NetType/WIFI"
)


def signed_in(name: str = "wangxiaoming", agent: str = PHONE_BROWSER) -> Client:
    client = Client(REMOTE_ADDR="10.20.30.40", headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def test_a_device_is_told_in_words_and_known_only_roughly() -> None:
    applicant_user()
    page = signed_in().get(LIST).content.decode()
    assert "安卓手机 · 微信" in page
    assert "10.20.30.*" in page
    row = UserSession.objects.get()
    assert (row.ip, row.user_agent) == ("10.20.30.0", "Android|MicroMessenger")


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120 Safari/537 Edg/120", "Edge"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari", "iPhone"),
        ("curl/8", "无法识别的设备"),
        ("", "无法识别的设备"),
    ],
)
def test_known_devices_have_names(agent: str, said: str) -> None:
    assert said in words(summary(agent))


def test_an_address_is_kept_as_its_network() -> None:
    assert network("192.0.2.77") == "192.0.2.0"
    assert network("2001:db8:1:2:3::4") == "2001:db8:1::"


def test_one_device_is_signed_out_from_another() -> None:
    applicant_user()
    lost, mine = signed_in(), signed_in()
    session = UserSession.objects.get(session_key=lost.session.session_key)
    mine.post(reverse("usersessions_end", kwargs={"session_id": session.pk}))
    assert lost.get(LIST).status_code == 302
    assert mine.get(LIST).status_code == 200


def test_anothers_device_is_not_found() -> None:
    applicant_user()
    applicant_user("other")
    theirs, mine = signed_in(), signed_in("other")
    session = UserSession.objects.get(session_key=theirs.session.session_key)
    address = reverse("usersessions_end", kwargs={"session_id": session.pk})
    assert mine.post(address).status_code == 404
    assert theirs.get(LIST).status_code == 200


def test_all_others_or_all_are_signed_out() -> None:
    applicant_user()
    first, second, mine = signed_in(), signed_in(), signed_in()
    mine.post(reverse("usersessions_end_all"), {"others": "1"})
    assert [each.get(LIST).status_code for each in (first, second, mine)] == [302, 302, 200]
    assert mine.post(reverse("usersessions_end_all"))["Location"] == "/"
    assert mine.get(LIST).status_code == 302


def test_a_session_nobody_can_read_any_more_is_an_empty_one(settings: object) -> None:
    applicant_user()
    client = signed_in()
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]  # type: ignore[attr-defined]
    assert client.get("/privacy/").status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_session_ends_after_half_a_day_however_busy() -> None:
    applicant_user()
    start = time.time()
    with mock.patch("portal.accounts.idle.time.time") as clock:
        clock.return_value = start
        busy = signed_in()
        for quarter in range(48):
            clock.return_value = start + quarter * 15 * 60
            assert busy.get(LIST).status_code == 200
        clock.return_value = start + 12 * 3600 + 60
        answer = busy.get(LIST, follow=True)
    assert "_auth_user_id" not in busy.session
    assert "满 12 小时" in answer.content.decode()
