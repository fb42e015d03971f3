"""The machine at the door and the screen in the hall."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from bundles.reception import services
from bundles.reception.models import Appointment, Ticket
from departments.models import VisitRules
from tests import cases
from tests.console.seats import text_of
from tests.reception.floor import called, hall, seated, taken

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def machine() -> Client:
    _kiosk, word = services.register_kiosk(hall(), "门口", by=cases.clerk())
    client = Client()
    assert client.get(f"/kiosk/pair/{word}/").status_code == 200
    assert client.post(f"/kiosk/pair/{word}/")["Location"] == "/kiosk/"
    return client


def test_a_press_is_a_number_on_paper(machine: Client) -> None:
    page = text_of(machine.get("/kiosk/"))
    assert "领取结果" in page
    answer = machine.post("/kiosk/take/", {"line": "A:company-opening"}, follow=True)
    assert "A001" in text_of(answer)
    assert "前面还有 0 人" in text_of(answer)
    ticket = Ticket.objects.get()
    assert (ticket.bundle_code, ticket.kiosk and ticket.kiosk.label) == ("company-opening", "门口")


def test_a_stranger_on_the_internet_fills_no_queue(client: Client) -> None:
    for address in ("/kiosk/take/", "/kiosk/check-in/"):
        answer = client.post(address, {"line": "A", "code": "123456"})
        assert "只能在政务服务大厅里的机器上" in text_of(answer)
    client.cookies["kiosk"] = "guessed"
    client.post("/kiosk/take/", {"line": "A"})
    assert not Ticket.objects.exists()


def test_a_pairing_link_used_or_guessed_is_not_there(machine: Client, client: Client) -> None:
    _kiosk, word = services.register_kiosk(hall(), "侧门", by=cases.clerk())
    services.pair_kiosk(word)
    for guess in (word, "guessed"):
        assert client.get(f"/kiosk/pair/{guess}/").status_code == 404
        assert client.post(f"/kiosk/pair/{guess}/").status_code == 404


def test_its_secret_is_kept_from_scripts_and_other_pages(machine: Client) -> None:
    cookie = machine.cookies["kiosk"]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/kiosk/", "Lax")


def test_nonsense_is_told_on_the_machine(machine: Client) -> None:
    for line in ("", "Q", "B:company-opening", "A:nonsense", "\u0000"):
        answer = machine.post("/kiosk/take/", {"line": line})
        assert answer.status_code == 422, line
    assert not Ticket.objects.exists()


def test_a_number_of_another_machine_is_not_shown(machine: Client) -> None:
    ticket = taken()
    assert machine.get(f"/kiosk/tickets/{ticket.pk}/").status_code == 404


def test_somebody_who_booked_checks_in_by_number(machine: Client) -> None:
    VisitRules.objects.create(hall=hall(), early_minutes=600, late_minutes=600)
    now = timezone.now()
    Appointment.objects.create(
        hall=hall(),
        applicant=cases.an_applicant(),
        bundle_code="company-opening",
        day=timezone.localdate(now),
        begins_at=now,
        ends_at=now,
        code="482913",
        booked_at=now,
    )
    assert "没有这个预约号" in text_of(machine.post("/kiosk/check-in/", {"code": "000000"}))
    answer = machine.post("/kiosk/check-in/", {"code": "482 913\n"}, follow=True)
    assert "A001" in text_of(answer)
    assert "到点先叫" in text_of(answer)


def test_the_screen_shows_numbers_windows_and_how_many_wait(client: Client) -> None:
    seated()
    called()
    taken(), taken("B")
    page = text_of(client.get("/display/wlg-hall/"))
    assert "A001 ➜ 1 号窗口" in page
    assert "共 2 人在等" in page
    assert client.get("/display/nowhere/").status_code == 404


def test_the_screen_renews_itself_without_a_script(client: Client) -> None:
    soup = BeautifulSoup(client.get("/display/wlg-hall/").content, "html.parser")
    refresh = soup.select_one("noscript meta[http-equiv=refresh]")
    assert refresh is not None
    assert soup.select_one("[aria-live]") is not None
