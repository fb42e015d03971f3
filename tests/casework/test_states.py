"""The two tables: nothing waits for nobody, and nothing moves that is over."""

from __future__ import annotations

import pytest

from bundles.casework.states import (
    ITEM_WAITS_FOR,
    OPEN,
    OVER,
    SETTLED,
    SUBMISSION_MOVES,
    WAITS_FOR,
    WORK_ITEM_MOVES,
    Party,
    SubmissionStatus,
    WorkItemStatus,
)


def test_every_status_stands_in_its_table_and_names_who_must_move() -> None:
    assert set(SUBMISSION_MOVES) == set(WAITS_FOR) == set(SubmissionStatus)
    assert set(WORK_ITEM_MOVES) == set(ITEM_WAITS_FOR) == set(WorkItemStatus)


@pytest.mark.parametrize("status", SubmissionStatus)
def test_a_case_waits_for_nobody_exactly_when_it_is_over(status: SubmissionStatus) -> None:
    assert (WAITS_FOR[status] is Party.NOBODY) == (not SUBMISSION_MOVES[status])


@pytest.mark.parametrize("status", WorkItemStatus)
def test_a_work_item_waits_for_nobody_exactly_when_it_is_settled(status: WorkItemStatus) -> None:
    assert (ITEM_WAITS_FOR[status] is Party.NOBODY) == (status in SETTLED)


def test_every_case_can_reach_an_end_from_every_status() -> None:
    for start in SubmissionStatus:
        seen, frontier = {start}, [start]
        while frontier:
            frontier = [to for each in frontier for to in SUBMISSION_MOVES[each] if to not in seen]
            seen.update(frontier)
        assert seen & OVER, f"{start} leads nowhere"


def test_every_open_work_item_can_be_withdrawn() -> None:
    for status in OPEN:
        assert WorkItemStatus.WITHDRAWN in WORK_ITEM_MOVES[status]


def test_what_is_decided_stays_decided() -> None:
    assert not WORK_ITEM_MOVES[WorkItemStatus.APPROVED]
    assert not WORK_ITEM_MOVES[WorkItemStatus.REJECTED]
