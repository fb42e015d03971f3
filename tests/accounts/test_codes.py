"""One-time codes: right, wrong, old, used, too many, locked, and for nobody else."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.codes import issuing, send
from portal.accounts.codes.exceptions import (
    CodeExpired,
    NotSent,
    TooMany,
    TooSoon,
    WrongCode,
)
from portal.accounts.codes.issuing import MOST_AN_HOUR, check, issue
from portal.accounts.contacts import Contact, ContactKind
from portal.accounts.models import CodePurpose, OneTimeCode
from tests.accounts.people import PASSWORD, PHONE, applicant_user, code_for, code_in, with_phone

pytestmark = pytest.mark.django_db
ASK = reverse("account_request_login_code")
CONFIRM = reverse("account_confirm_login_code")
MINE = Contact(ContactKind.PHONE, PHONE)


def other_than(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def earlier(**by: int) -> None:
    """Let time pass for every code that was sent."""
    for code in OneTimeCode.objects.all():
        passed = timedelta(**by)
        OneTimeCode.objects.filter(pk=code.pk).update(
            sent_at=code.sent_at - passed, expires_at=code.expires_at - passed
        )


def test_the_code_opens_the_account_and_leads_to_where_one_wanted(client: Client) -> None:
    user = with_phone(applicant_user())
    client.post(ASK + "?next=/messages/", {"contact": PHONE})
    answer = client.post(CONFIRM, {"code": code_for()})
    assert answer["Location"] == "/messages/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_what_was_typed_at_the_password_page_need_not_be_typed_again(client: Client) -> None:
    with_phone(applicant_user())
    assert client.post(ASK, {"login": PHONE, "password": ""})["Location"] == CONFIRM
    assert code_for()


def test_the_code_may_be_typed_with_spaces_and_in_wide_digits(client: Client) -> None:
    with_phone(applicant_user())
    client.post(ASK, {"contact": PHONE})
    code = code_for()
    client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "})
    assert "_auth_user_id" in client.session


def test_a_mailbox_gets_its_code_too(client: Client) -> None:
    user = applicant_user()
    user.email = "wang@example.cn"
    user.save()
    client.post(ASK, {"contact": "WANG@example.cn"})
    client.post(CONFIRM, {"code": code_in(str(mail.outbox[0].body))})
    assert "_auth_user_id" in client.session


def test_a_code_works_once(client: Client) -> None:
    code = issue(MINE, CodePurpose.ENTER)
    digits = code_for()
    assert check(code.pk, CodePurpose.ENTER, digits) == MINE
    with pytest.raises(CodeExpired):
        check(code.pk, CodePurpose.ENTER, digits)


def test_a_code_for_one_purpose_is_none_for_another() -> None:
    code = issue(MINE, CodePurpose.ENTER)
    with pytest.raises(CodeExpired):
        check(code.pk, CodePurpose.RESET, code_for())


def test_after_ten_minutes_the_code_is_too_old() -> None:
    code = issue(MINE, CodePurpose.ENTER)
    earlier(minutes=10, seconds=1)
    with pytest.raises(CodeExpired):
        check(code.pk, CodePurpose.ENTER, code_for())


def test_five_wrong_tries_spoil_the_code_even_for_the_right_one() -> None:
    code = issue(MINE, CodePurpose.ENTER)
    for _ in range(5):
        with pytest.raises(WrongCode):
            check(code.pk, CodePurpose.ENTER, other_than(code_for()))
    with pytest.raises(CodeExpired):
        check(code.pk, CodePurpose.ENTER, code_for())


def test_a_minute_lies_between_two_codes_and_six_make_an_hour() -> None:
    for _ in range(MOST_AN_HOUR):
        issue(MINE, CodePurpose.ENTER)
        with pytest.raises(TooSoon):
            issue(MINE, CodePurpose.RESET)
        earlier(seconds=61)
    with pytest.raises(TooMany):
        issue(MINE, CodePurpose.ENTER)
    earlier(hours=1)
    issue(MINE, CodePurpose.ENTER)


def test_a_new_code_can_be_asked_for_on_the_same_page(client: Client) -> None:
    client.post(ASK, {"contact": PHONE})
    first = code_for()
    assert "请等 1 分钟" in client.post(CONFIRM, {"again": "1"}, follow=True).content.decode()
    earlier(seconds=61)
    assert "已发出" in client.post(CONFIRM, {"again": "1"}, follow=True).content.decode()
    assert OneTimeCode.objects.count() == 2
    assert first


def test_another_browser_cannot_use_the_code(client: Client) -> None:
    with_phone(applicant_user())
    client.post(ASK, {"contact": PHONE})
    stranger = Client()
    assert stranger.post(CONFIRM, {"code": code_for()})["Location"] == ASK
    assert "_auth_user_id" not in stranger.session


def test_wrong_codes_and_wrong_passwords_count_together_and_lock(client: Client) -> None:
    with_phone(applicant_user())
    for _ in range(3):
        client.post(reverse("account_login"), {"login": "wangxiaoming", "password": "wrong-wrong"})
    client.post(ASK, {"contact": PHONE})
    assert client.post(CONFIRM, {"code": other_than(code_for())}).status_code == 200
    locked = client.post(CONFIRM, {"code": other_than(code_for())})
    assert locked.status_code == 429
    assert "锁定 30 分钟" in locked.content.decode()
    assert client.post(CONFIRM, {"code": code_for()}).status_code == 429
    login = {"login": PHONE, "password": PASSWORD}
    assert client.post(reverse("account_login"), login).status_code == 429


def test_a_phone_nobody_has_is_locked_just_the_same(client: Client) -> None:
    client.post(ASK, {"contact": "13900001111"})
    for _ in range(5):
        last = client.post(CONFIRM, {"code": other_than(code_for("13900001111"))})
    assert last.status_code == 429
    earlier(minutes=2)
    assert Client().post(ASK, {"contact": "13900001111"}).status_code == 429


def test_an_inactive_account_is_told_so_only_after_the_code(client: Client) -> None:
    user = with_phone(applicant_user())
    user.is_active = False
    user.save()
    client.post(ASK, {"contact": PHONE})
    answer = client.post(CONFIRM, {"code": code_for()}, follow=True)
    assert "账户已停用" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_neither_code_nor_phone_is_stored_or_logged(
    client: Client, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    with_phone(applicant_user())
    client.post(ASK, {"contact": PHONE})
    code = code_for()
    client.post(CONFIRM, {"code": other_than(code)})
    row = str(list(OneTimeCode.objects.values("digest", "address_fingerprint")))
    assert code not in row
    assert PHONE not in caplog.text
    assert code not in caplog.text


def test_a_gateway_that_fails_is_said_in_words(client: Client, settings: Any) -> None:
    settings.SMS_SENDERS = ["tests.accounts.test_codes.Broken"]
    with pytest.raises(NotSent):
        issue(MINE, CodePurpose.ENTER)
    earlier(minutes=2)
    assert "没有发出去" in client.post(ASK, {"contact": PHONE}).content.decode()


class Broken:
    """A gateway that is away."""

    def send(self, phone: str, text: str) -> None:
        raise OSError("connection refused")


def test_the_terminal_shows_the_text_and_only_part_of_the_number(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.SMS_SENDERS = ["portal.accounts.codes.senders.ConsoleSender"]
    send(PHONE, "您的申请已受理。")
    assert capsys.readouterr().out == "[sms] 138****2345: 您的申请已受理。\n"


def test_old_codes_are_swept_out_with_the_next_one() -> None:
    issue(MINE, CodePurpose.ENTER)
    earlier(days=1, minutes=1)
    issue(Contact(ContactKind.PHONE, "13900001111"), CodePurpose.ENTER)
    assert OneTimeCode.objects.count() == 1
    assert OneTimeCode.objects.get().sent_at > timezone.now() - timedelta(minutes=1)


def test_whoever_is_signed_in_sends_no_codes_to_strangers_without_end(client: Client) -> None:
    client.force_login(applicant_user())
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answers = [
        client.post(reverse("account_contact"), {"contact": f"139000011{number:02}"}).status_code
        for number in range(21)
    ]
    assert answers == [302] * 20 + [429]


@pytest.mark.django_db(transaction=True)
def test_of_many_requests_at_once_one_sends_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = issuing._refuse_too_many

    def slowly(contact: Contact) -> None:
        looked(contact)
        time.sleep(0.1)

    monkeypatch.setattr(issuing, "_refuse_too_many", slowly)

    def ask_once(_number: int) -> bool:
        try:
            issue(MINE, CodePurpose.ENTER)
        except TooSoon:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(ask_once, range(3))) == 1
