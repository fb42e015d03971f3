from datetime import date, datetime, time

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from departments import selectors
from departments.calendar import DEFAULT_HOURS, SHANGHAI, OfficeSpan
from departments.limits import Limit
from departments.models import CalendarDay, Division, Hall, OfficeHours, ServiceItem
from departments.selectors import calendar_for, forget, service_items

WULAGAI, XILINHOT = "152571000000", "152502000000"
SUMMER = [["08:00", "12:00"], ["15:00", "18:00"]]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelved")]


def test_a_place_without_hours_of_its_own_keeps_the_default() -> None:
    calendar = calendar_for(WULAGAI)
    assert calendar.office_hours == DEFAULT_HOURS
    assert calendar.add(date(2026, 2, 12), Limit.working(5)).date == date(2026, 2, 26)


def test_a_place_keeps_its_own_hours() -> None:
    assert calendar_for(XILINHOT).office_hours[0] == OfficeSpan(time(8, 30), time(12))


def test_hours_come_from_the_nearest_division_above() -> None:
    region = Division.objects.get(code="150000000000")
    OfficeHours.objects.create(division=region, spans=SUMMER)
    forget()
    assert calendar_for(WULAGAI).closes == time(18)
    assert calendar_for(XILINHOT).closes == time(17, 30)


def test_a_hall_may_keep_hours_of_its_own() -> None:
    hall = Hall.objects.get(code="wlg-hall")
    OfficeHours.objects.create(hall=hall, spans=SUMMER, cut_off=time(16))
    forget()
    received = calendar_for(WULAGAI, "wlg-hall").received_on(
        datetime(2026, 3, 2, 16, 30, tzinfo=SHANGHAI)
    )
    assert received == date(2026, 3, 3)
    assert calendar_for(WULAGAI).office_hours == DEFAULT_HOURS


def test_hours_belong_to_a_division_or_to_a_hall_never_both() -> None:
    hall = Hall.objects.get(code="wlg-hall")
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeHours.objects.create(hall=hall, division=hall.division, spans=SUMMER)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeHours.objects.create(spans=SUMMER)


def test_the_calendar_is_read_once_until_forgotten(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    calendar_for(WULAGAI)
    with django_assert_num_queries(0):
        assert calendar_for(WULAGAI).is_workday(date(2026, 3, 3))
    CalendarDay.objects.create(date=date(2026, 3, 3), is_workday=False, name="停电检修")
    forget()
    assert not calendar_for(WULAGAI).is_workday(date(2026, 3, 3))


def test_a_changed_calendar_reaches_other_processes_in_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(selectors, "monotonic", lambda: now)
    assert calendar_for(WULAGAI).is_workday(date(2026, 3, 3))
    CalendarDay.objects.create(date=date(2026, 3, 3), is_workday=False, name="停电检修")
    assert calendar_for(WULAGAI).is_workday(date(2026, 3, 3))
    now += selectors.REREAD_SECONDS
    assert not calendar_for(WULAGAI).is_workday(date(2026, 3, 3))


def test_the_items_of_a_place_take_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        names = set()
        for item in service_items(WULAGAI):
            assert item.decided_by.name
            assert item.supervised_by.name
            names |= {requirement.material.name for requirement in item.requirements.all()}
    assert {"公司章程", "户外招牌设置备案表"} <= names


def test_a_limit_goes_through_the_database_and_its_form() -> None:
    item = ServiceItem.objects.get(key="E1", decided_by__code="wlg-scjg")
    item.promised = Limit.working("0.25")
    item.full_clean()
    item.save()
    item.refresh_from_db()
    assert item.promised == Limit.working("0.25")
    assert ServiceItem.objects.filter(promised__amount="0.25").count() == 1


def test_an_item_is_decided_once_by_each_department() -> None:
    item = ServiceItem.objects.get(key="E1", decided_by__code="wlg-scjg")
    item.pk = None
    item.implementation_code = item.implementation_code[:-1] + "9"
    with pytest.raises(IntegrityError, match="item_once_per_department"), transaction.atomic():
        item.save()
