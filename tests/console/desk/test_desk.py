"""The desk: what waits, for whom, since when, in a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bundles.casework import services
from bundles.casework.models import Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.issuance import services as issuance
from departments.models import Hall
from portal.console.desk import lists
from portal.console.desk.queues import Queue, counts
from tests import cases
from tests.console.seats import Seat, text_of

DEFECTS = [Defect("material:M08", "租赁合同缺少出租方签字，请补签。")]


def returned() -> Submission:
    submission = cases.filed()
    services.return_for_correction(
        submission.pk, seen=submission.revision, defects=DEFECTS, by=cases.clerk()
    )
    return cases.fresh(submission)


def came_back() -> Submission:
    submission = returned()
    services.resubmit(
        submission.pk,
        reviewed=review_hash(submission),
        by=cases.own(submission),
        unchanged_because="原来填写的没有错。",
    )
    return cases.fresh(submission)


def hall(code: str) -> Hall:
    return Hall.objects.get(code=code)


def queries(seat: Seat, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert seat.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def one_of_each(library: None) -> dict[Queue, Submission]:
    issued = cases.decided()
    issuance.issue(issued.pk)
    return {
        Queue.WAITING: cases.filed(),
        Queue.CORRECTION: returned(),
        Queue.RESUBMITTED: came_back(),
        Queue.IN_REVIEW: cases.in_review(),
        Queue.RESULTS: cases.fresh(issued),
    }


def test_every_case_stands_in_exactly_its_queue(
    batu: Seat, one_of_each: dict[Queue, Submission]
) -> None:
    assert counts(hall("wlg-hall")) == dict.fromkeys(counts(hall("wlg-hall")), 1)
    for queue, submission in one_of_each.items():
        for other in Queue:
            found = str(submission.number) in text_of(batu.get(f"queues/{other.value}/"))
            assert found is (other is queue), (queue, other)


def test_the_desk_shows_what_waits_with_its_deadline(
    batu: Seat, one_of_each: dict[Queue, Submission]
) -> None:
    desk = text_of(batu.get(""))
    for queue in (Queue.WAITING, Queue.RESUBMITTED):
        assert str(one_of_each[queue].number) in desk
    assert "还剩" in desk


def test_a_draft_and_a_case_taken_back_are_not_on_the_desk(batu: Seat) -> None:
    draft, taken = cases.draft(), cases.filed()
    services.take_back(taken.pk, by=cases.own(taken))
    desk = text_of(batu.get(""))
    assert str(taken.number) not in desk
    assert draft.number is None
    assert batu.case(taken).status_code == 404


def test_another_halls_desk_is_empty(elsewhere: Seat, one_of_each: dict[Queue, Submission]) -> None:
    assert counts(hall("xlht-hall")) == dict.fromkeys(counts(hall("xlht-hall")), 0)
    for address in ("", *(f"queues/{queue.value}/" for queue in Queue)):
        shown = text_of(elsewhere.get(address))
        assert not any(str(one.number) in shown for one in one_of_each.values())


def test_the_oldest_stands_first(batu: Seat) -> None:
    first, second = cases.filed(), cases.filed()
    page = text_of(batu.get("queues/waiting/"))
    assert page.index(str(first.number)) < page.index(str(second.number))


def test_a_long_queue_has_pages(batu: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PER_PAGE", 1)
    first, second = cases.filed(), cases.filed()
    one = text_of(batu.get("queues/waiting/"))
    assert str(first.number) in one
    assert str(second.number) not in one
    assert "第 1 / 2 页，共 2 件" in one
    assert str(second.number) in text_of(batu.get("queues/waiting/", page="2"))
    assert str(second.number) in text_of(batu.get("queues/waiting/", page="99"))
    assert str(first.number) in text_of(batu.get("queues/waiting/", page="坏"))


@pytest.mark.parametrize("address", ["", "queues/waiting/", "queues/closed/"])
def test_more_cases_cost_no_more_queries(batu: Seat, address: str) -> None:
    cases.filed()
    batu.get(address)
    few = queries(batu, address)
    for _time in range(3):
        cases.filed()
    assert queries(batu, address) == few


def test_a_queue_nobody_knows_is_not_found(batu: Seat) -> None:
    assert batu.get("queues/everything/").status_code == 404


def test_lists_are_only_read(batu: Seat) -> None:
    for address in ("", "queues/waiting/"):
        assert batu.post(address).status_code == 405


def test_a_stranger_is_sent_to_sign_in(nobody: Seat) -> None:
    for address in ("", "queues/waiting/", "cases/"):
        assert nobody.get(address)["Location"].startswith("/console/login/")
