"""The original comes when the case has long been handed in."""

from __future__ import annotations

from typing import Any

from bundles.casework.models import Submission
from bundles.casework.selectors.compared import compared_materials
from tests import cases
from tests.console.seats import Seat, text_of


def tick(seat: Seat, submission: Submission, key: str = "M08", **more: str) -> Any:
    content = submission.filings.latest("sequence").content["materials"]
    (sha256,) = [one["sha256"] for one in content if one["key"] == key]
    fields = {f"original-{key}": sha256, "compared": "1"} | more
    return seat.post(f"cases/{submission.number}/originals/{key}/compare/", **fields)


def test_the_tick_names_who_held_it_against_the_original(batu: Seat, filed: Submission) -> None:
    for _click in range(2):
        shown = text_of(tick(batu, filed))
    assert "巴图" in shown
    assert set(compared_materials(filed)) == {"M08"}
    assert filed.events.filter(kind="material.compared").count() == 1
    tick(batu, filed, compared="0")
    assert not compared_materials(filed)


def test_what_was_written_on_the_page_stays_on_it(batu: Seat, filed: Submission) -> None:
    answer = tick(batu, filed, about="material:M07", text="章程缺少签字页。")
    assert "章程缺少签字页。" in answer.content.decode()


def test_it_can_come_after_acceptance_too(batu: Seat, library: None) -> None:
    accepted = cases.in_review()
    assert "原件已核对，一致" in text_of(batu.case(accepted))
    tick(batu, accepted)
    assert set(compared_materials(accepted)) == {"M08"}


def test_a_file_that_is_not_on_the_page_is_not_ticked(batu: Seat, filed: Submission) -> None:
    answer = tick(batu, filed, **{"original-M08": "0" * 64})
    assert answer.status_code == 400
    assert not compared_materials(filed)


def test_another_halls_case_is_not_there(elsewhere: Seat, filed: Submission) -> None:
    assert tick(elsewhere, filed).status_code == 404
