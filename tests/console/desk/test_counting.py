"""Counts stop early and say so."""

import pytest

from bundles.casework.models import Submission
from portal.console.desk import counting, lists, queues
from portal.console.desk.counting import BoundedPaginator, at_most, in_figures
from tests import cases
from tests.console.seats import Seat, text_of


def test_past_the_bound_a_figure_says_that_it_is_more() -> None:
    assert [in_figures(one) for one in (0, 99, 100, 5000)] == ["0", "99", "99+", "99+"]


def test_nothing_is_counted_further_than_one_past_the_bound(library: None) -> None:
    for _time in range(3):
        cases.filed()
    assert at_most(Submission.objects.all(), 1) == 2
    assert at_most(Submission.objects.all(), 9) == 3


def test_the_desk_counts_no_further(
    batu: Seat, library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST", 1)
    for _time in range(3):
        cases.filed()
    hall = Submission.objects.select_related("hall")[0].hall
    assert queues.counts(hall)[queues.Queue.WAITING] == 2


def test_a_list_is_leafed_through_to_its_bound_and_says_that_there_is_more(
    batu: Seat, library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "FARTHEST", 2)
    monkeypatch.setattr(lists, "FARTHEST", 2)
    monkeypatch.setattr(lists, "PER_PAGE", 1)
    newest = [cases.filed() for _time in range(3)][-1]
    pages = BoundedPaginator(Submission.objects.order_by("id"), 1)
    assert (pages.count, pages.num_pages, pages.beyond) == (2, 2, True)
    shown = text_of(batu.get("queues/waiting/", page="9"))
    assert "超过 2 件" in shown
    assert "第 2 / 2 页" in shown
    assert str(newest.number) not in shown
