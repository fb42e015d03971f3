"""Booking a time from home."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from bundles.reception import services
from bundles.reception.models import Appointment
from departments.models import VisitRules
from portal.accounts.models import User
from tests.console.seats import BACKEND, applicant_account, text_of
from tests.reception.floor import MORNING, at, hall

pytestmark = pytest.mark.usefixtures("library")
WHAT = "wlg-hall:company-opening"


@pytest.fixture
def xiaoming(library: None) -> Client:
    client = Client()
    client.force_login(applicant_account(), backend=BACKEND)
    return client


def sign_in_again(client: Client) -> None:
    """Days later the session of the booking is over."""
    client.force_login(User.objects.get(username="wangxiaoming"), backend=BACKEND)


def booked(client: Client, hour: int = 10) -> Appointment:
    moment = (MORNING + timedelta(days=1)).replace(hour=hour)
    client.post(
        "/appointments/book/", {"what": WHAT, "day": "2026-11-24", "at": moment.isoformat()}
    )
    return Appointment.objects.latest("pk")


def test_choose_a_hall_a_day_and_a_time_without_a_script(xiaoming: Client) -> None:
    with at(MORNING):
        assert "乌拉盖管理区政务服务大厅" in text_of(xiaoming.get("/appointments/book/"))
        page = xiaoming.get("/appointments/book/", {"what": WHAT, "day": "2026-11-24"})
        soup = BeautifulSoup(page.content, "html.parser")
        slots = [str(one["value"]) for one in soup.select("input[name=at]")]
        assert "2026-11-24T10:00:00+08:00" in slots
        answer = xiaoming.post(
            "/appointments/book/", {"what": WHAT, "day": "2026-11-24", "at": slots[2]}, follow=True
        )
        assert Appointment.objects.get().code in text_of(answer)
        assert "10:00–10:30" in text_of(xiaoming.get("/appointments/"))


def test_its_code_is_a_picture_and_its_time_goes_into_a_calendar(xiaoming: Client) -> None:
    with at(MORNING):
        token = booked(xiaoming).token
        picture = xiaoming.get(f"/appointments/{token}/code.svg")
        assert picture["Content-Type"] == "image/svg+xml"
        calendar = xiaoming.get(f"/appointments/{token}/calendar.ics").content.decode()
    assert "DTSTART;TZID=Asia/Shanghai:20261124T100000\r\n" in calendar
    assert "TRIGGER:-P1D" in calendar


def test_cancel_and_book_again(xiaoming: Client) -> None:
    with at(MORNING):
        first = booked(xiaoming)
        xiaoming.post(f"/appointments/{first.token}/cancel/")
        second = booked(xiaoming, hour=11)
        assert first.pk != second.pk
        assert "已取消" in text_of(xiaoming.get("/appointments/"))


def test_a_full_slot_a_second_booking_and_nonsense_are_told_in_words(xiaoming: Client) -> None:
    with at(MORNING):
        booked(xiaoming)
        wrong = {"what": WHAT, "day": "2026-11-24"}
        again = xiaoming.post("/appointments/book/", wrong | {"at": "2026-11-24T11:00:00+08:00"})
        assert again.status_code == 422
        assert "已经约了同一件事" in text_of(again)
        for nonsense in ("", "2026-11-24T11:00:00", "2026-13-44", "x", "9999-12-31T23:59:59-08:00"):
            answer = xiaoming.post("/appointments/book/", wrong | {"at": nonsense})
            assert answer.status_code == 302, nonsense
    assert Appointment.objects.count() == 1


def test_who_missed_it_reads_until_when(xiaoming: Client) -> None:
    VisitRules.objects.create(hall=hall(), missed_allowed=0)
    with at(MORNING):
        booked(xiaoming)
    with at(MORNING + timedelta(days=3)):
        sign_in_again(xiaoming)
        answer = xiaoming.post(
            "/appointments/book/", {"what": WHAT, "at": "2026-11-30T10:00:00+08:00"}
        )
        assert "直接到大厅取号" in text_of(answer)
        assert "2026-12-24" in text_of(answer)
        assert "没有来" in text_of(xiaoming.get("/appointments/"))


def test_whoever_has_arrived_sees_their_number(xiaoming: Client) -> None:
    with at(MORNING):
        appointment = booked(xiaoming)
    with at(MORNING + timedelta(days=1)):
        services.check_in(appointment.code, hall=hall(), by="kiosk:1")
        sign_in_again(xiaoming)
        assert "A001" in text_of(xiaoming.get(f"/appointments/{appointment.token}/"))
