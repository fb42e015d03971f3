"""The security administrator keeps the accounts, with reasons, and never their own."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.test import Client

from departments.models import Officer
from portal.accounts.models import StaffEvent, StaffEventKind, User
from tests.console.seats import PASSWORD, ULGAI, Seat, account, app_of, id_number_of, text_of

pytestmark = pytest.mark.usefixtures("library")
SYSTEM, SECURITY, ELSEWHERE = "WLG-ZW-06", "WLG-ZW-07", "XLHT-ZW-07"


def press(number: str, verb: str, seat: Seat | None = None, **fields: object) -> object:
    officer = Officer.objects.get(number=number)
    fields.setdefault("reason", "本人到场核对")
    return (seat or Seat(SECURITY)).post(f"accounts/{officer.pk}/{verb}/", **fields)


def test_opening_shows_a_temporary_password_once() -> None:
    page = press("WLG-ZW-02", "open", id_number=id_number_of("WLG-ZW-02"))
    password = page.context["password"]  # type: ignore[attr-defined]
    user = User.objects.get(officer__number="WLG-ZW-02")
    assert user.check_password(password)
    assert user.password_is_temporary
    assert id_number_of("WLG-ZW-02") not in text_of(Seat(SECURITY).get("accounts/"))
    assert "已有账户" in text_of(press("WLG-ZW-02", "open", id_number=id_number_of("x")))


def test_one_person_has_one_account_whatever_the_staff_numbers() -> None:
    person = id_number_of(ULGAI)
    account(ULGAI)
    assert "一个人只能有一个工作账户" in text_of(press("WLG-ZW-08", "open", id_number=person))
    audit = Officer.objects.get(number="WLG-ZW-08")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="another", officer=audit, id_number=person)
    press(ULGAI, "close")
    assert press("WLG-ZW-08", "open", id_number=person).status_code == 200  # type: ignore[attr-defined]
    assert "一个人只能有一个工作账户" in text_of(press(ULGAI, "reopen"))


def test_an_account_without_a_person_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="x", officer=Officer.objects.get(number=ULGAI))


@pytest.mark.parametrize("roles", [["system", "audit"], ["security", "window"], ["audit", "head"]])
def test_the_three_powers_are_never_combined(roles: list[str]) -> None:
    assert "不能兼任" in text_of(press(ULGAI, "roles", roles=roles))
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.filter(number=ULGAI).update(roles=roles)


def test_roles_last_longer_than_the_library() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    press(ULGAI, "roles", roles=["window", "supervisor"])
    call_command("load_catalogue", verbosity=0)
    assert Officer.objects.get(number=ULGAI).roles == ["window", "supervisor"]
    entry = StaffEvent.objects.get(kind=StaffEventKind.ROLES_CHANGED)
    assert entry.detail == {"before": ["window"], "after": ["window", "supervisor"]}


def test_a_reset_device_ends_the_sessions_and_is_set_up_anew() -> None:
    app_of(ULGAI)
    client = Client()
    client.post("/console/login/", {"username": account(ULGAI).username, "password": PASSWORD})
    press(ULGAI, "factor")
    assert not Authenticator.objects.filter(user=account(ULGAI)).exists()
    assert client.get("/console/second/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_nobody_mends_their_own_account_but_a_colleague_does() -> None:
    assert "不能操作自己的账户" in text_of(press(SECURITY, "factor"))
    account(SECURITY)
    assert press(SECURITY, "factor", Seat(ELSEWHERE)).status_code == 302  # type: ignore[attr-defined]


def test_another_halls_clerk_is_not_there() -> None:
    account(ULGAI)
    assert press(ULGAI, "close", Seat(ELSEWHERE)).status_code == 404  # type: ignore[attr-defined]


@pytest.mark.parametrize("verb", ["lift", "factor", "password", "sessions", "close"])
def test_without_a_reason_nothing_is_done(verb: str) -> None:
    before = account(ULGAI)
    assert press(ULGAI, verb, reason=" 无 ").status_code == 422  # type: ignore[attr-defined]
    assert account(ULGAI).password == before.password
    assert account(ULGAI).is_active
    assert not StaffEvent.objects.filter(about=ULGAI).exists()


def test_a_lockout_is_lifted() -> None:
    client, name = Client(), account(ULGAI).username
    for _time in range(5):
        client.post("/console/login/", {"username": name, "password": "wrong"})
    assert "已锁定" in text_of(Seat(SECURITY).get("accounts/", q=ULGAI))
    press(ULGAI, "lift")
    answer = client.post("/console/login/", {"username": name, "password": PASSWORD})
    assert answer.status_code == 302


def test_who_leaves_is_out_at_once() -> None:
    seat = Seat()
    officer = Officer.objects.get(number=ULGAI)
    Seat(SYSTEM).post(f"officers/{officer.pk}/leave/", reason="调往外地")
    assert seat.get("").status_code == 302
    assert not User.objects.get(officer=officer).is_active
    assert "已离岗" in text_of(press(ULGAI, "reopen"))


def test_the_record_cannot_be_changed() -> None:
    press("WLG-ZW-02", "open", id_number=id_number_of("WLG-ZW-02"))
    for change in (
        lambda: StaffEvent.objects.update(reason="另有原因"),
        lambda: StaffEvent.objects.all().delete(),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()
