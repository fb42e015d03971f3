"""Who sees a case that one hall took in for another (T14)."""

import pytest

from bundles.casework import services
from bundles.casework.models import Submission
from bundles.papers.services import print_due
from tests import cases
from tests.console.seats import Seat, text_of

PARTS = ("", "refuse/", "papers/{paper}.pdf", "materials/{sha}/", "materials/{sha}/pages/1/")


def addresses(submission: Submission) -> list[str]:
    (receipt,) = print_due(submission.pk)
    sha = submission.handed_materials.order_by("id")[0].sha256
    return [f"cases/{submission.number}/{part.format(paper=receipt.pk, sha=sha)}" for part in PARTS]


def test_both_halls_open_it_and_no_other(
    batu: Seat, gerile: Seat, third: Seat, ours: Submission
) -> None:
    for address in addresses(ours):
        for seat in (batu, gerile):
            answer = seat.get(address)
            assert answer.status_code == 200, address
            if answer.streaming:
                assert b"".join(answer.streaming_content)
        assert third.get(address).status_code == 404, address


@pytest.mark.parametrize("verb", ["accept", "refuse", "return", "unmask", "forward"])
def test_no_verb_reaches_it_from_a_third_hall(third: Seat, ours: Submission, verb: str) -> None:
    assert third.verb(ours, verb, reasons="x", reason="核对证件原件").status_code == 404
    assert cases.fresh(ours).revision == ours.revision


def test_the_hall_that_took_it_in_does_not_decide(gerile: Seat, ours: Submission) -> None:
    assert "受理审查" not in text_of(gerile.case(ours))
    assert gerile.verb(ours, "accept").status_code == 403
    assert cases.fresh(ours).status == "submitted"


def test_search_finds_it_in_both_halls_and_in_no_other(
    batu: Seat, gerile: Seat, third: Seat, ours: Submission
) -> None:
    for seat in (batu, gerile):
        assert str(ours.number) in seat.post("cases/", q=str(ours.number)).url
    assert third.post("cases/", q=str(ours.number)).status_code != 302


def test_the_queues_are_those_of_the_deciding_hall(
    batu: Seat, gerile: Seat, ours: Submission
) -> None:
    assert str(ours.number) in text_of(batu.get("queues/waiting/"))
    assert str(ours.number) not in text_of(gerile.get("queues/waiting/"))


def test_a_draft_finished_at_home_was_taken_in_nowhere(library: None) -> None:
    submission = cases.filed()
    assert submission.taken_in_at is None


def test_forwarding_is_noted_once_and_only_by_who_took_it_in(
    batu: Seat, gerile: Seat, ours: Submission
) -> None:
    assert batu.verb(ours, "forward").status_code == 403
    assert str(ours.number) in text_of(gerile.get("halls/"))
    for _click in range(2):
        assert gerile.verb(ours, "forward").status_code == 302
    events = ours.events.filter(kind="submission.forwarded")
    assert [(one.data, one.actor["name"]) for one in events] == [
        ({"hall": "wlg-hall", "paper": 1}, "格日勒")
    ]
    assert "转交，没有纸质材料" not in text_of(gerile.get("halls/"))


def test_what_the_other_hall_accepted_needs_no_forwarding(gerile: Seat, ours: Submission) -> None:
    services.accept(ours.pk, seen=ours.revision, by=cases.clerk())
    assert "没有待转交的代收件" in text_of(gerile.get("halls/"))


def test_the_desk_tells_what_is_to_be_passed_on(gerile: Seat, ours: Submission) -> None:
    assert "跨厅通办" in text_of(gerile.get(""))
    assert str(ours.number) in text_of(gerile.get(""))
