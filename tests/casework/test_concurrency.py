"""Everybody at once: one chain, one last decision, nobody stuck (T1, T25)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import CaseworkError
from bundles.casework.ledger import breaks
from bundles.casework.models import Submission, WorkItem
from bundles.casework.selectors.feed import Position, events_after
from bundles.casework.states import SubmissionStatus
from portal.demo.company import Company
from tests import cases

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("library")]
FRONTIERS = (("E1",), ("E2", "E3", "E4", "E5"), ("E6",))
COMPANY = Company(seed=7, today=cases.TODAY)


def at_once(deeds: Iterable[Callable[[], object]]) -> list[object]:
    """Do everything at one barrier, each in a connection of its own; refusals are results too."""
    deeds = list(deeds)
    barrier = Barrier(len(deeds))

    def wait_and_do(deed: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            barrier.wait()
            return deed()
        except CaseworkError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(wait_and_do, deeds))


def approval(work_item: WorkItem, by: Actor) -> Callable[[], object]:
    result = COMPANY.result(work_item.key)
    return lambda: services.approve(work_item.pk, seen=work_item.revision, result=result, by=by)


def test_every_frontier_approved_at_a_barrier_each_twice_decides_every_case_once() -> None:
    submissions = [cases.in_review() for _case in range(3)]
    for frontier in FRONTIERS:
        claimed = [cases.claimed(each, key) for each in submissions for key in frontier]
        outcomes = at_once(
            approval(each, cases.reviewer(each)) for each in claimed for _twice in range(2)
        )
        refusals = [each for each in outcomes if isinstance(each, CaseworkError)]
        assert len(refusals) == len(claimed), "the second of each pair is refused"
    for submission in submissions:
        assert cases.fresh(submission).state is SubmissionStatus.DECIDED
        assert submission.events.filter(kind="submission.decided").count() == 1
    assert list(breaks(Submission.objects.all())) == []


def test_two_clerks_accepting_one_case_make_one_acceptance() -> None:
    submission = cases.filed()

    def acceptance(number: str) -> Callable[[], object]:
        by = cases.officer(number)
        return lambda: services.accept(submission.pk, seen=submission.revision, by=by)

    outcomes = at_once(acceptance(number) for number in ("WLG-ZW-01", "WLG-ZW-02"))
    assert sum(isinstance(each, CaseworkError) for each in outcomes) == 1
    assert submission.events.filter(kind="submission.accepted").count() == 1


def test_fan_out_rung_many_times_at_once_opens_six_items() -> None:
    submission = cases.accepted()
    at_once([lambda: services.fan_out(submission.pk)] * 5)
    assert submission.work_items.count() == 6


def test_a_reader_sees_every_event_once_while_writers_overlap() -> None:
    """T24: by ascending id alone a slow writer's events would be skipped."""
    submissions = [cases.in_review() for _case in range(4)]
    seen: list[int] = []
    position = Position(0, 0)

    def read_on() -> None:
        nonlocal position
        for event in events_after(position):
            seen.append(event.pk)
            position = Position(event.xid, event.pk)

    claimed = [cases.claimed(each, "E1") for each in submissions]
    with ThreadPoolExecutor(1) as reader:
        reading = [reader.submit(read_on) for _round in range(20)]
        at_once(approval(each, cases.reviewer(each)) for each in claimed)
        for each in reading:
            each.result()
        reader.submit(read_on).result()
        reader.submit(lambda: connection.close()).result()  # noqa: PLW0108 — the reader's own
    expected = sorted(pk for each in submissions for pk in each.events.values_list("pk", flat=True))
    assert sorted(seen) == expected
