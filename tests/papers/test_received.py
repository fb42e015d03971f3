"""A receipt states truly where and when something came in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.papers.contexts import Receipt
from bundles.papers.kinds import PaperKind
from bundles.papers.letters import due
from bundles.papers.printing import render
from departments.models import Officer
from tests import cases
from tests.casework.offline.test_receiving import clock_at, filled_in, held_number
from tests.casework.offline.test_receiving import received as taken_in
from tests.papers.test_printing import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
HERE = "乌拉盖管理区政务服务大厅窗口"
ONLINE = "网上大厅"


def receipts(submission: Submission) -> Iterator[Any]:
    for letter in due(cases.fresh(submission)):
        if letter.kind is PaperKind.RECEIPT:
            yield letter.compose()


def helper(submission: Submission, number: str = "WLG-ZW-01") -> Actor:
    found = Officer.objects.select_related("department", "hall").get(number=number)
    return Actor.for_helper(found, submission.applicant)


def filed_by(helper: Actor, submission: Submission) -> Submission:
    """Everybody has signed, whoever came to the counter too; then the official files it."""
    reviewed = review_hash(submission)
    round_ = services.ask_signatures(submission.pk, reviewed=reviewed, by=helper)
    for request in round_.requests.filter(signature__isnull=True):
        cases.sign(request, agreed=["truth", "sharing", "sensitive"])
    services.apply(submission.pk, reviewed=reviewed, by=helper)
    return cases.fresh(submission)


def filed_at_counter(number: str = "WLG-ZW-01") -> Submission:
    submission = cases.draft()
    by = helper(submission, number)
    services.assist(submission.pk, present=submission.applicant, by=by)
    return filed_by(by, submission)


TAKEN_IN = datetime.fromisoformat("2026-11-23T10:10:00+08:00")


def filed_offline(complete: str = "2026-11-24T09:10:00+08:00") -> Submission:
    """Taken in at ten past ten without a network, brought two minutes later, then completed."""
    with clock_at("2026-11-23T10:00:00+08:00"):
        held = held_number()
    with clock_at("2026-11-23T10:12:00+08:00"):
        submission = filled_in(taken_in(held, TAKEN_IN))
    with clock_at(complete):
        return filed_by(helper(submission), submission)


def stated(receipt: Receipt) -> set[datetime]:
    return {receipt.received_at, *(line.received_at for line in receipt.materials)}


def test_what_somebody_files_at_home_came_by_the_web() -> None:
    submission = cases.filed()
    (receipt,) = receipts(submission)
    assert receipt.channel == ONLINE
    assert stated(receipt) == {submission.submitted_at}


def test_who_comes_to_the_window_is_not_told_that_they_filed_on_the_web() -> None:
    submission = filed_at_counter()
    (receipt,) = receipts(submission)
    assert receipt.channel == HERE
    assert stated(receipt) == {submission.submitted_at}
    printed = text_of(render(receipt))
    assert f"通过{HERE}提交的" in printed
    assert ONLINE not in printed


def test_the_window_is_that_of_the_hall_where_it_was_taken_in() -> None:
    (receipt,) = receipts(filed_at_counter("XLHT-ZW-01"))
    assert receipt.channel == "锡林浩特市政务服务大厅窗口"
    assert receipt.hall == "乌拉盖管理区政务服务大厅"


def test_what_came_without_a_network_was_received_when_it_was_taken_in() -> None:
    submission = filed_offline()
    (receipt,) = receipts(submission)
    assert (receipt.channel, stated(receipt)) == (HERE, {TAKEN_IN})
    assert submission.submitted_at == TAKEN_IN, "as the clocks and the acceptance letter have it"


def test_what_the_counter_took_in_came_to_the_counter_whoever_completes_it() -> None:
    with clock_at("2026-11-23T10:00:00+08:00"):
        held = held_number()
    with clock_at("2026-11-23T10:12:00+08:00"):
        submission = filled_in(taken_in(held, TAKEN_IN))
    by, reviewed = cases.own(submission), review_hash(submission)
    services.apply(submission.pk, reviewed=reviewed, by=by)
    (receipt,) = receipts(submission)
    assert (receipt.channel, stated(receipt)) == (HERE, {TAKEN_IN})


def test_taken_back_and_filed_from_home_only_the_second_receipt_is_of_the_web() -> None:
    submission = filed_offline("2026-11-23T10:15:00+08:00")
    by = cases.own(submission)
    with clock_at("2026-11-23T10:17:00+08:00"):
        services.take_back(submission.pk, by=by)
        submission = cases.signed(cases.fresh(submission))
    with clock_at("2026-11-23T19:00:00+08:00"):
        services.apply(submission.pk, reviewed=review_hash(submission), by=by)
    first, second = receipts(submission)
    assert (first.channel, stated(first)) == (HERE, {TAKEN_IN})
    assert second.channel == ONLINE
    assert stated(second) == {cases.fresh(submission).submitted_at}


def test_an_answer_to_a_correction_has_a_channel_and_a_time_of_its_own() -> None:
    submission = filed_offline()
    with clock_at("2026-11-24T10:00:00+08:00"):
        services.return_for_correction(
            submission.pk,
            seen=submission.revision,
            defects=[Defect("material:M08", "租赁合同缺少签名页。")],
            by=cases.clerk(),
        )
    with clock_at("2026-11-25T20:00:00+08:00"):
        services.resubmit(
            submission.pk,
            reviewed=review_hash(submission),
            unchanged_because="签名页在第三页。",
            by=cases.own(submission),
        )
    first, answer = receipts(submission)
    assert (first.channel, answer.channel) == (HERE, ONLINE)
    assert answer.corrected
    assert stated(answer) == {datetime.fromisoformat("2026-11-25T20:00:00+08:00")}
