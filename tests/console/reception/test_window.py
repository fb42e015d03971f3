"""The clerk's window: one page, one number, one button after the other."""

import re

from django.utils import timezone

from bundles.reception import services
from bundles.reception.models import Kiosk, Ticket
from departments.models import Shift, VisitRules, Window
from tests import cases
from tests.console.seats import Seat, text_of
from tests.reception.floor import BATU, SARNAI, called, hall, seated, taken, window

SITTING = "您现在不在窗口"


def test_a_clerk_without_a_shift_sits_down_at_a_free_window_and_it_is_recorded(batu: Seat) -> None:
    assert SITTING in text_of(batu.get("reception/"))
    batu.post("reception/sit/", window=window("2").pk)
    shift = Shift.objects.get(officer__number=BATU)
    assert (shift.window, shift.planned) == (window("2"), False)
    assert "2 号窗口" in text_of(batu.get("reception/"))


def test_a_taken_window_cannot_be_sat_at(batu: Seat) -> None:
    seated(SARNAI, "2")
    answer = batu.client.post("/console/reception/sit/", {"window": window("2").pk}, follow=True)
    assert "已有人值班" in text_of(answer)
    assert not Shift.objects.filter(officer__number=BATU).exists()


def test_from_next_please_to_the_intake_and_done(batu: Seat) -> None:
    seated()
    ticket = taken()
    batu.post("reception/next/")
    page = text_of(batu.get("reception/"))
    assert "A001" in page
    assert "重呼" in page
    went = batu.post(f"reception/tickets/{ticket.pk}/serve/")
    assert went["Location"] == f"/console/intake/?ticket={ticket.pk}"
    other = taken()
    batu.post("reception/next/", done=ticket.pk)
    states = dict(Ticket.objects.values_list("pk", "state"))
    assert states == {ticket.pk: "done", other.pk: "called"}


def test_a_second_click_on_next_finishes_and_calls_nobody_more(batu: Seat) -> None:
    seated()
    first = called()
    services.serve(first.pk, by=cases.clerk())
    taken(), taken()
    batu.post("reception/next/", done=first.pk)
    answer = batu.client.post("/console/reception/next/", {"done": first.pk}, follow=True)
    assert "没有再叫别人" in text_of(answer)
    assert Ticket.objects.filter(state="waiting").count() == 1


def test_a_number_for_collecting_results_stays_at_the_window(batu: Seat) -> None:
    seated()
    ticket = called("B")
    assert batu.post(f"reception/tickets/{ticket.pk}/serve/")["Location"] == "/console/reception/"


def test_missing_too_early_is_told_and_not_done(batu: Seat) -> None:
    seated()
    ticket = called()
    answer = batu.client.post(f"/console/reception/tickets/{ticket.pk}/missed/", follow=True)
    assert "再叫一次" in text_of(answer)
    assert Ticket.objects.get(pk=ticket.pk).state == "called"


def test_a_stranger_to_the_hall_finds_no_number(batu: Seat, elsewhere: Seat) -> None:
    seated()
    ticket = called()
    for verb in ("call", "recall", "missed", "serve", "finish", "back", "transfer"):
        shift_there = elsewhere.post(f"reception/tickets/{ticket.pk}/{verb}/")
        # whoever sits nowhere is told that first: nothing is learned about the number
        assert shift_there.status_code in (302, 404), verb
    assert elsewhere.get(f"reception/tickets/{ticket.pk}/slip/").status_code == 404
    assert Ticket.objects.get(pk=ticket.pk).state == "called"


def test_the_clerk_gives_a_number_and_its_slip(batu: Seat) -> None:
    answer = batu.client.post(
        "/console/reception/take/", {"line": "C", "priority": "1"}, follow=True
    )
    assert "C001" in text_of(answer)
    assert Ticket.objects.get().priority
    batu.client.post("/console/reception/take/", {"line": "Q"}, follow=True)
    assert Ticket.objects.count() == 1


def test_buttons_are_no_links(batu: Seat) -> None:
    for verb in ("sit", "leave", "next", "take", "check-in"):
        assert batu.get(f"reception/{verb}/").status_code == 405


def test_what_renews_itself_is_a_part_of_the_page(batu: Seat) -> None:
    seated()
    taken()
    part = batu.get("reception/", part="waiting").content.decode()
    assert "A001" in part
    assert "<html" not in part


def test_the_page_asks_the_database_a_bounded_number_of_times(
    batu: Seat, django_assert_max_num_queries: object
) -> None:
    seated()
    for _person in range(30):
        taken()
    batu.get("reception/")
    with django_assert_max_num_queries(26):  # type: ignore[operator]
        batu.get("reception/")


def test_the_desk_shows_the_number_at_ones_window(batu: Seat) -> None:
    seated()
    called()
    page = batu.get("")
    assert "A001" in text_of(page)
    assert 'data-key="s"' in page.content.decode()


def test_only_the_head_plans_the_week(batu: Seat, xiulan: Seat) -> None:
    assert batu.get("reception/week/").status_code == 403
    xiulan.post(
        "reception/week/add/",
        window=window("1").pk,
        officer=BATU,
        day=["2026-11-30", "2026-12-01"],
    )
    assert Shift.objects.count() == 4  # morning and afternoon of two days
    assert "巴图" in text_of(xiulan.get("reception/week/", monday="2026-11-30"))


def test_a_week_is_copied_once_and_days_off_are_left_out(xiulan: Seat) -> None:
    days = ["2026-09-28", "2026-09-29", "2026-10-01"]
    xiulan.post("reception/week/add/", window=window("1").pk, officer=BATU, day=days)
    for _click in range(2):
        xiulan.post("reception/week/copy/", monday="2026-10-05")
    copied = Shift.objects.filter(begins_at__gte="2026-10-04T16:00Z")
    # 5 to 7 October are holidays, and so was the 1st: only the 8th is worked
    assert {timezone.localtime(one.begins_at).day for one in copied} == {8}


def test_two_people_at_one_window_are_refused_in_words(xiulan: Seat) -> None:
    plan = {"window": window("1").pk, "day": "2026-11-30"}
    xiulan.post("reception/week/add/", officer=BATU, **plan)
    answer = xiulan.client.post(
        "/console/reception/week/add/", {"officer": SARNAI, **plan}, follow=True
    )
    assert "已有人值班" in text_of(answer)
    assert set(Shift.objects.values_list("officer__number", flat=True)) == {BATU}


def test_nonsense_in_the_week_is_refused_in_words(xiulan: Seat) -> None:
    for fields in (
        {"window": "x", "officer": BATU, "day": "2026-11-30"},
        {"window": window().pk, "officer": "XLHT-ZW-01", "day": "2026-11-30"},
        {"window": window().pk, "officer": BATU, "day": "nonsense"},
        {"window": window().pk, "officer": BATU, "day": "2026-11-30", "begins": "17:00",
         "ends": "09:00"},
        {"window": window().pk, "officer": BATU, "day": "2026-11-30", "begins": "17:00"},
    ):  # fmt: skip
        assert xiulan.post("reception/week/add/", **fields).status_code == 302
    assert xiulan.get("reception/week/", monday="nonsense").status_code == 200
    assert not Shift.objects.exists()


def test_a_closed_window_is_sat_at_by_nobody(xiulan: Seat, batu: Seat) -> None:
    xiulan.post("reception/windows/", open=[window("1").pk])
    assert set(Window.objects.filter(hall=hall(), is_open=True)) == {window("1")}
    batu.post("reception/sit/", window=window("2").pk)
    assert not Shift.objects.exists()


def test_a_machine_is_registered_once_shown_and_stopped(xiulan: Seat) -> None:
    page = xiulan.post("reception/kiosks/", label="门口").content.decode()
    link = re.search(r"http://testserver(/kiosk/pair/[^<\s]+/)", page)
    assert link is not None
    assert link[1] not in xiulan.get("reception/kiosks/").content.decode()
    kiosk = Kiosk.objects.get()
    xiulan.post(f"reception/kiosks/{kiosk.pk}/stop/")
    assert xiulan.client.get(link[1]).status_code == 404


def test_a_late_appointment_and_an_unknown_number_are_told(batu: Seat) -> None:
    VisitRules.objects.create(hall=hall())
    answer = batu.client.post("/console/reception/check-in/", {"code": "123456"}, follow=True)
    assert "没有这个预约号" in text_of(answer)
