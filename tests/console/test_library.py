"""The library to look things up in, and the calendar its keepers change."""

from datetime import date

import pytest
from django.contrib import admin

from bundles.catalogue.models import BundleVersion
from departments.models import (
    CalendarDay,
    Department,
    Division,
    Hall,
    Material,
    Officer,
    ServiceItem,
)
from departments.selectors import calendar_for
from portal.console.site import console
from tests.console.seats import Seat, text_of

LIBRARY = (Division, Hall, Department, Officer, ServiceItem, Material, BundleVersion)
SATURDAY = date(2027, 3, 6)


@pytest.mark.parametrize("model", LIBRARY)
def test_every_row_is_there_to_read_and_not_to_change(batu: Seat, model: type) -> None:
    meta = model._meta  # type: ignore[attr-defined]
    place = f"{meta.app_label}/{meta.model_name}/"
    row = model.objects.order_by("pk").last()  # type: ignore[attr-defined]
    assert batu.get(place).status_code == 200
    page = batu.get(f"{place}{row.pk}/change/")
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert batu.get(f"{place}add/").status_code == 404
    assert batu.post(f"{place}{row.pk}/change/", name="改").status_code == 405
    assert batu.post(f"{place}{row.pk}/delete/", post="yes").status_code == 404


def test_only_what_a_clerk_needs_has_a_page() -> None:
    names = {model.__name__ for model in console._registry}
    assert names == {model.__name__ for model in LIBRARY} | {"CalendarDay", "CalendarYear"}
    assert console is not admin.site


def test_strangers_see_no_library(nobody: Seat) -> None:
    assert nobody.get("departments/officer/").status_code == 302


def test_the_head_of_the_hall_adds_a_make_up_day_and_dates_count_it(xiulan: Seat) -> None:
    assert not calendar_for("152571000000").is_workday(SATURDAY)
    response = xiulan.post(
        "departments/calendarday/add/", date="2027-03-06", is_workday="on", name="调休上班"
    )
    assert response.status_code == 302
    assert calendar_for("152571000000").is_workday(SATURDAY)
    xiulan.post("departments/calendarday/2027-03-06/delete/", post="yes")
    assert not calendar_for("152571000000").is_workday(SATURDAY)


def test_a_clerk_reads_the_calendar_and_leaves_it(batu: Seat) -> None:
    day = CalendarDay.objects.order_by("date")[0]
    assert day.name in text_of(batu.get("departments/calendarday/", q=day.name))
    assert batu.get("departments/calendarday/add/").status_code == 403
    address = f"departments/calendarday/{day.pk}/"
    assert batu.post(f"{address}change/", name="改").status_code == 403
    assert batu.post(f"{address}delete/", post="yes").status_code == 403
