"""Dates on rows are copies: the events alone give every one of them again (T2, T5, T22)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from bundles.casework import services
from bundles.casework.clock import read
from bundles.casework.ledger import breaks
from bundles.casework.models import Submission, WorkItem
from bundles.casework.selectors.moments import limits_of, moments_of
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.casework.states import WorkItemStatus
from bundles.catalogue import versions
from departments import selectors
from departments.calendar import SHANGHAI
from departments.models import CalendarDay, CalendarYear
from departments.selectors import calendar_for
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
Clock = Callable[[str], None]


@pytest.fixture
def now() -> Iterator[Clock]:
    """Sets the house's clock to a time of day in Shanghai."""
    with patch.object(timezone, "now") as clock:

        def turn(text: str) -> None:
            clock.return_value = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)

        turn("2026-12-01T10:00")
        yield turn


def ask(work_item: WorkItem) -> WorkItem:
    services.request_correction(
        work_item.pk,
        seen=work_item.revision,
        defects=[Defect("field:insurance.first_month", "参保起始月份早于入职月份。")],
        by=cases.reviewer(work_item),
    )
    return WorkItem.objects.get(pk=work_item.pk)


def answer(submission: Submission, work_item: WorkItem) -> None:
    own, current = cases.own(submission), cases.fresh(submission)
    services.resubmit_item(
        work_item.pk, reviewed=review_hash(current), by=own, unchanged_because="原来填写的没有错。"
    )


@pytest.fixture(autouse=True)
def _calendar() -> Iterator[None]:
    yield
    selectors.forget()


def on_the_row_of(submission: Submission) -> tuple[object, ...]:
    return (submission.promised_due, submission.legal_due, submission.due_provisional)


def on_the_row(item: WorkItem) -> tuple[Any, ...]:
    return (item.promised_due, item.legal_due, item.due_provisional)


def from_events(item: WorkItem) -> tuple[object, ...]:
    """What somebody finds years later, with nothing but the ledger and the version."""
    version = versions.version(item.submission.version_id)
    found = read(
        moments_of(item.events.order_by("sequence")),
        limits_of(version.item(item.key), item),
        calendar_for(version.division.code),
        datetime(2031, 1, 1, tzinfo=SHANGHAI),
    )
    if found is None:
        return (None, None, False)
    provisional = found.promised.provisional or found.legal.provisional
    return (found.promised.at, found.legal.at, provisional)


def test_every_date_on_a_row_is_rebuilt_from_the_events_alone(now: Clock) -> None:
    submission = cases.in_review()
    now("2026-12-01T11:20")
    cases.approved(submission, "E1")
    asked = ask(cases.claimed(submission, "E4"))
    now("2026-12-02T15:10")
    seals = cases.claimed(submission, "E2")
    seals = services.suspend(
        seals.pk, seen=seals.revision, procedure="appraisal", by=cases.reviewer(seals)
    )
    fund = cases.claimed(submission, "E5")
    services.release(fund.pk, seen=fund.revision, by=cases.reviewer(fund))
    now("2026-12-04T06:30")  # before offices open; in Greenwich it is still the day before
    answer(submission, asked)
    services.resume(seals.pk, seen=seals.revision, by=cases.reviewer(seals))
    now("2026-12-07T09:30")
    cases.rejected(submission, "E3")
    now("2026-12-31T16:40")  # the next year's calendar need not be known yet
    seals.refresh_from_db()
    services.approve(
        seals.pk,
        seen=seals.revision,
        result=cases.Company(seed=7, today=cases.TODAY).result("E2"),
        by=cases.reviewer(seals),
    )
    items = list(WorkItem.objects.filter(submission=submission).select_related("submission"))
    assert len(items) == 6
    for item in items:
        assert on_the_row(item) == from_events(item), item.key
    assert len({on_the_row(item) for item in items}) >= 4, "each item has a story of its own"


def test_an_item_withdrawn_while_its_clock_stood_keeps_the_dates_of_its_events(now: Clock) -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    asked = ask(cases.claimed(submission, "E4"))
    now("2026-12-03T10:00")
    services.withdraw_item(asked.pk, by=cases.own(submission))
    withdrawn = WorkItem.objects.select_related("submission").get(pk=asked.pk)
    assert withdrawn.state is WorkItemStatus.WITHDRAWN
    assert on_the_row(withdrawn) == from_events(withdrawn)


def test_a_suspension_moves_the_dates_on_the_row(now: Clock) -> None:
    submission = cases.in_review()
    item = cases.claimed(submission, "E1")
    before = on_the_row(item)
    by = cases.reviewer(item)
    item = services.suspend(item.pk, seen=item.revision, procedure="hearing", by=by)
    now("2026-12-03T10:00")
    item = services.resume(item.pk, seen=item.revision, by=by)
    assert item.promised_due is not None
    assert before[0] is not None
    assert item.promised_due > before[0]
    assert item.legal_due > before[1]


def test_a_calendar_changed_afterwards_moves_every_running_date_once(now: Clock) -> None:
    now("2026-12-30T16:00")
    submission = cases.in_review()
    item = cases.claimed(submission, "E1")
    before = on_the_row(item), on_the_row_of(cases.fresh(submission))
    days = [date(2026, 12, 31), *(date(2027, 1, day) for day in range(1, 9))]
    for day in days:
        CalendarDay.objects.update_or_create(date=day, defaults={"is_workday": False})
    CalendarYear.objects.update_or_create(year=2027, defaults={"published": True})
    call_command("date_anew")
    moved = WorkItem.objects.select_related("submission").get(pk=item.pk)
    assert moved.legal_due is not None
    assert moved.legal_due > before[0][1]
    assert on_the_row(moved) == from_events(moved)
    assert not moved.due_provisional
    assert moved.revision == item.revision + 1, "the department sees that its date has moved"
    assert on_the_row_of(cases.fresh(submission)) != before[1]
    assert submission.events.filter(kind__endswith="dated_anew").count() == 2
    assert not services.date_anew(submission.pk), "a second time moves nothing"
    assert submission.events.filter(kind__endswith="dated_anew").count() == 2
    assert list(breaks([cases.fresh(submission)])) == []


def test_an_item_of_december_is_dated_into_a_year_nobody_has_published(now: Clock) -> None:
    now("2027-12-31T16:00")
    item = cases.item(cases.in_review(), "E1")
    assert item.promised_due is not None
    assert item.due_provisional


def test_a_pause_of_one_item_moves_the_promise_of_the_case_by_as_much(now: Clock) -> None:
    submission = cases.in_review()
    before = cases.fresh(submission)
    item = cases.claimed(submission, "E1")
    by = cases.reviewer(item)
    item = services.suspend(item.pk, seen=item.revision, procedure="hearing", by=by)
    now("2026-12-04T10:00")  # Tuesday to Friday: three working days
    assert on_the_row_of(cases.fresh(submission)) == on_the_row_of(before)
    services.resume(item.pk, seen=item.revision, by=by)
    after = cases.fresh(submission)
    calendar = calendar_for(cases.WULAGAI)
    assert before.promised_due is not None
    assert after.promised_due is not None
    stood = calendar.office_minutes_between(before.promised_due, after.promised_due)
    assert stood == 3 * calendar.day_length.total_seconds() / 60
    assert after.legal_due != before.legal_due
    assert not services.date_anew(submission.pk), "the nightly round finds the same"
    assert list(breaks([after])) == []


def test_a_correction_moves_the_promise_of_the_case_and_not_what_the_law_allows(
    now: Clock,
) -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    before = cases.fresh(submission)
    asked = ask(cases.claimed(submission, "E4"))
    now("2026-12-08T10:00")
    answer(submission, asked)
    after = cases.fresh(submission)
    assert after.promised_due is not None
    assert before.promised_due is not None
    assert after.promised_due > before.promised_due
    assert after.legal_due == before.legal_due


def test_being_late_moves_no_promise(now: Clock) -> None:
    submission = cases.in_review()
    before = cases.fresh(submission)
    now("2026-12-10T10:00")
    cases.approved(submission, "E1")
    services.date_anew(submission.pk)
    assert on_the_row_of(cases.fresh(submission)) == on_the_row_of(before)
