"""The outbox: nothing lost, nothing out of order, nothing before its commit (T10, T11)."""

import smtplib
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from bundles.casework import bells
from bundles.casework import services as casework
from bundles.casework.models import Event, Submission
from bundles.casework.sweep import sweep
from portal.accounts.models import User
from portal.notices import following, sending, tasks
from portal.notices.models import Dispatch, Follower, Notice, Wanted, Wishes
from portal.notices.post import send as ring
from portal.notices.sending import LEASE, PATIENCE, send_due, wait
from portal.notices.services import tell
from tests import cases
from tests.notices.test_telling import account

pytestmark = pytest.mark.usefixtures("library")


class Away(EmailBackend):
    """A mail server that can be down; notes whether it was spoken to in a transaction."""

    down = False
    refuses: Exception | None = None
    inside: list[bool] = []

    def send_messages(self, messages: Any) -> int:
        Away.inside.append(connection.in_atomic_block)
        if Away.refuses is not None:
            raise Away.refuses
        if Away.down:
            raise ConnectionRefusedError("zhangmin@example.cn: no answer")
        return int(super().send_messages(messages))


@pytest.fixture(autouse=True)
def post(settings: Any) -> Any:
    settings.EMAIL_BACKEND = "tests.notices.test_sending.Away"
    Away.down, Away.refuses, Away.inside = False, None, []
    yield
    Away.down, Away.refuses = False, None


def subjects() -> list[str]:
    return [letter.subject for letter in mail.outbox]


def accepted_with_account() -> Submission:
    submission = cases.filed()
    account(submission)
    submission = cases.accepted(submission)
    tell(submission.pk)
    return submission


def test_a_letter_says_what_happened_with_number_and_link_and_nothing_personal() -> None:
    submission = accepted_with_account()
    assert send_due() == 2
    first, second = mail.outbox
    assert "申请已收到" in first.subject
    assert "申请已受理" in second.subject
    body = str(second.body)
    assert str(submission.number) in body
    assert f"/cases/{submission.token}/" in body
    assert "/messages/unsubscribe/" in body
    assert submission.applicant.name not in body + second.subject
    assert second.to == [f"zhangmin{submission.pk}@example.cn"]
    assert "/messages/unsubscribe/" in second.extra_headers["List-Unsubscribe"]
    assert send_due() == 0


def test_a_letter_is_in_the_language_its_reader_asked_for() -> None:
    submission = cases.filed()
    account(submission)
    Wishes.objects.create(applicant=submission.applicant, language="en")
    tell(submission.pk)
    send_due()
    (letter,) = mail.outbox
    assert not any("一" <= sign <= "鿿" for sign in str(letter.body)), letter.body


def test_an_hour_without_a_mail_server_loses_nothing_and_keeps_the_order(later: Any) -> None:
    submission = accepted_with_account()
    Away.down = True
    for _minute in range(60):
        send_due()
        later(timedelta(minutes=1))
    assert mail.outbox == []
    casework.fan_out(submission.pk)
    cases.approved(submission, "E1")
    tell(submission.pk)
    Away.down = False
    for _minute in range(120):
        send_due()
        later(timedelta(minutes=1))
    assert ["收到" in subjects()[0], "受理" in subjects()[1], "已办好" in subjects()[2]] == [
        True
    ] * 3
    assert len(subjects()) == 3
    assert not Dispatch.objects.filter(sent_at__isnull=True).exists()


def test_one_case_held_up_holds_up_no_other() -> None:
    one, other = accepted_with_account(), accepted_with_account()
    Dispatch.objects.filter(notice__submission=one, notice__kind="received").update(
        due_at=timezone.now() + timedelta(hours=1)
    )
    assert send_due() == 2
    assert all(str(other.number) in subject for subject in subjects())


def test_a_worker_that_dies_after_sending_sends_the_same_letter_again_under_the_same_id(
    later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = cases.filed()
    account(submission)
    tell(submission.pk)

    class Died(BaseException):
        pass

    def die(*_args: Any, **_values: Any) -> None:
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_mark", die)
        with pytest.raises(Died):
            send_due()
    assert send_due() == 0  # nobody else takes it meanwhile
    later(LEASE + timedelta(seconds=1))
    assert send_due() == 1
    first, again = mail.outbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


def test_an_address_the_server_will_never_take_is_given_up_at_once() -> None:
    accepted_with_account()
    Away.refuses = smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})
    assert send_due() == 0
    assert Dispatch.objects.filter(given_up_at__isnull=False).count() == 2


def test_an_address_refused_for_now_is_tried_again() -> None:
    accepted_with_account()
    Away.refuses = smtplib.SMTPRecipientsRefused({"x": (450, b"busy")})
    send_due()
    assert not Dispatch.objects.filter(given_up_at__isnull=False).exists()


def test_after_days_it_is_given_up_and_the_next_has_its_turn(later: Any) -> None:
    accepted_with_account()
    Away.down = True
    send_due()
    later(PATIENCE + timedelta(hours=1))
    send_due()
    assert Dispatch.objects.filter(given_up_at__isnull=False).count() == 2
    assert Notice.objects.count() == 2  # still on the site


def test_an_error_is_kept_without_the_address() -> None:
    accepted_with_account()
    Away.down = True
    send_due()
    assert {one.error for one in Dispatch.objects.exclude(error="")} == {"ConnectionRefusedError"}


def test_who_has_no_address_any_more_holds_nothing_up() -> None:
    submission = accepted_with_account()
    user = User.objects.get(applicant=submission.applicant)
    user.email = ""
    user.save()
    assert send_due() == 0
    assert not sending.waiting().exists()


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (5, 16), (8, 120), (500, 120)])
def test_each_wait_is_longer_than_the_last_up_to_two_hours(attempts: int, minutes: int) -> None:
    assert wait(attempts) == timedelta(minutes=minutes)


def test_the_sweep_tells_what_no_bell_has_told(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = cases.accepted()
    other = cases.filed()
    rung: list[int] = []
    monkeypatch.setattr(
        following, "events_after", _all_after
    )  # the feed shows what is committed; here nothing is
    monkeypatch.setitem(bells._listeners, bells.Fact.MESSAGE_MISSING, [rung.append])
    sweep()
    assert rung == [submission.pk, other.pk]
    for pk in rung:
        tell(pk)
    rung.clear()
    sweep()
    assert rung == []
    assert Follower.objects.get().event_id == max(
        e.pk for s in (submission, other) for e in s.events.all()
    )


def _all_after(place: Any) -> Any:
    return Event.objects.filter(pk__gt=place.id).order_by("pk")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_of_what_was_rolled_back_nor_sent_inside_a_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases.load_library()
    submission = cases.filed()
    account(submission)

    def at_once(pk: int) -> None:
        tasks.tell(pk)

    monkeypatch.setitem(bells._listeners, bells.Fact.ACCEPTED, [at_once])
    monkeypatch.setattr(ring, "delay", send_due)

    class Undone(Exception):
        pass

    def accept_and_undo() -> None:
        with transaction.atomic():
            casework.accept(submission.pk, seen=submission.revision, by=cases.clerk())
            raise Undone

    with pytest.raises(Undone):
        accept_and_undo()
    assert not Notice.objects.exists()
    with transaction.atomic():
        casework.accept(submission.pk, seen=submission.revision, by=cases.clerk())
        assert not Notice.objects.exists()
        assert mail.outbox == []
    assert len(mail.outbox) == 2
    assert Away.inside == [False, False]


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_loses_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    cases.load_library()

    def down(*_args: Any) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(ring, "delay", down)
    for fact in (bells.Fact.SUBMITTED, bells.Fact.ACCEPTED):
        monkeypatch.setitem(bells._listeners, fact, [down])
    submission = cases.filed()
    account(submission)
    cases.accepted(submission)
    assert not Notice.objects.exists()
    patience = time.monotonic() + 60  # another run on the same server may hold the feed back
    while not Notice.objects.exists() and time.monotonic() < patience:
        for pk in following.untold(timezone.now()):
            tell(pk)
    assert Notice.objects.count() == 2
    assert send_due() == 2


def test_no_wish_switches_off_the_site() -> None:
    submission = cases.filed()
    account(submission)
    Wishes.objects.create(applicant=submission.applicant, email=Wanted.NOTHING, sms=Wanted.NOTHING)
    tell(submission.pk)
    assert Notice.objects.count() == 1
    assert not Dispatch.objects.exists()
