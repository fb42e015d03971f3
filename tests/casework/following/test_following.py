"""What follows is handed in, comes by itself, or lapses; and nobody waited for it."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from bundles.casework import services
from bundles.casework.exceptions import NothingChanged, NotYours
from bundles.casework.later_exceptions import (
    LaterNotPromised,
    NothingToFollow,
    NotLapsed,
    OrderDayPast,
)
from bundles.casework.models import LaterEnding, Submission, WorkItem
from bundles.casework.selectors import queues
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.casework.services.follow_promises import due_to_follow
from bundles.casework.states import WorkItemStatus
from bundles.papers.letters import due
from portal.form.agreeing import agreements_anew
from portal.form.pages import opened
from tests import cases

from . import kitchen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def at(submission: Submission, days: int) -> int:
    """The sweep's round so many days after Monday."""
    now = kitchen.MONDAY + timedelta(days=days)
    with patch.object(timezone, "now", return_value=now):
        found = list(due_to_follow(now))
        return sum(services.follow_promises(pk) for pk in found if pk == submission.pk)


def on_monday() -> Submission:
    with patch.object(timezone, "now", return_value=kitchen.MONDAY):
        return kitchen.in_review()


def test_the_item_is_decided_without_what_follows() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1", "E2")
    assert cases.item(submission, "E2").state is WorkItemStatus.APPROVED
    assert kitchen.promise(submission).is_open


def test_it_goes_sealed_to_the_item_that_needs_it_and_to_no_other() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1")
    needing, other = cases.item(submission, "E2"), cases.item(submission, "E5")
    kitchen.hand_in(submission)
    assert [one["key"] for one in queues.materials_for(needing)] == ["M14"]
    assert queues.materials_for(other) == []
    assert kitchen.revision(needing) == needing.revision + 1
    assert kitchen.revision(other) == other.revision
    assert kitchen.promise(submission).ending == LaterEnding.HANDED_IN
    with pytest.raises(NothingToFollow):  # the other click of a double click
        kitchen.hand_in(submission)
    receipts = [one.compose() for one in due(submission) if one.kind == "receipt"]
    assert [one.title for one in receipts] == ["申请材料收件回执", "补交材料收件回执"]
    assert len(receipts[1].materials) == 1


def test_a_clerk_of_the_hall_takes_it_in_and_a_stranger_does_not() -> None:
    submission = kitchen.in_review()
    stranger = cases.Actor.for_applicant(cases.an_applicant("李娜"))
    for by in (stranger, cases.officer("XLHT-ZW-01"), cases.officer("WLG-GA-01")):
        with pytest.raises(NotYours):
            kitchen.hand_in(submission, by=by)
    kitchen.hand_in(submission, by=cases.clerk())
    assert submission.events.get(kind="later.handed_in").actor["id"] == "WLG-ZW-01"


def test_what_is_half_mended_of_a_correction_is_not_handed_in_along() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1")
    item = cases.claimed(submission, "E2")
    services.request_correction(
        item.pk,
        seen=item.revision,
        defects=[Defect("field:notice.subject", "写明店名。")],
        by=cases.reviewer(item),
    )
    by = cases.own(submission)
    services.save_answers(submission.pk, block="notice", values={"subject": "改了一半"}, by=by)
    kitchen.hand_in(submission)
    answers = cases.fresh(submission).filings.latest("sequence").content["answers"]
    assert answers["blocks"]["notice"]["subject"] == "开一家小厨房"


def test_the_other_item_keeps_the_promise_and_its_result_reaches_who_did_not_wait() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1")
    asking = cases.item(submission, "E2")
    assert asking.state is WorkItemStatus.QUEUED
    assert queues.results_for(asking) == {}
    submission = kitchen.approved(submission, "E6")
    assert queues.results_for(asking) == {"E6": {"clinic": "乌拉盖体检中心"}}
    assert kitchen.promise(submission, "M16").ending == LaterEnding.PRODUCED
    assert kitchen.revision(asking) == asking.revision + 1
    assert kitchen.events(submission, "result_arrived") == ["work_item.result_arrived"]


def test_an_item_rejected_does_not_take_along_who_only_wished_for_its_result() -> None:
    submission = kitchen.in_review()
    cases.rejected(submission, "E6")
    submission = kitchen.approved(submission, "E1", "E2")
    assert kitchen.promise(submission, "M16").is_open  # then it is handed in otherwise


def test_it_is_reminded_lapses_and_is_chased_once_each() -> None:
    submission = on_monday()
    assert [at(submission, days) for days in (2, 3, 4, 7, 8, 9, 15, 16)] == [0, 1, 0, 0, 1, 0, 2, 0]
    assert kitchen.events(submission, "later.")[2:] == [
        *("later.reminded", "later.lapsed"),
        *("later.chased", "later.lapsed"),
    ]
    told = submission.events.filter(kind="work_item.later_lapsed").first()
    assert told is not None
    assert told.work_item == cases.item(submission, "E2")


def test_rounds_that_were_missed_are_made_up_for_once() -> None:
    submission = on_monday()
    assert at(submission, 30) == 2
    assert at(submission, 30) == 2  # now it is late for the second word as well
    assert at(submission, 30) == 0
    assert "later.reminded" not in kitchen.events(submission, "later.")


def ordered(submission: Submission, days: int) -> WorkItem:
    """On the ninth day the department of E2 orders the material, by so many days after Monday."""
    item = cases.item(submission, "E2")
    said = {"material_key": "M14", "order": "请补交。", "by": cases.reviewer(item)}
    until = timezone.localdate(kitchen.MONDAY) + timedelta(days=days)
    with patch.object(timezone, "now", return_value=kitchen.MONDAY + timedelta(days=9)):
        services.order_later(item.pk, seen=item.revision, until=until, **said)
    return item


def test_an_ordered_day_that_passes_is_told_once_to_the_item_that_ordered() -> None:
    submission = kitchen.approved(on_monday(), "E1", "E2", "E6")
    assert at(submission, 8) == 1
    item = ordered(submission, 20)
    assert [at(submission, days) for days in (15, 20, 21, 22, 40)] == [1, 0, 1, 0, 0]
    told = submission.events.get(kind="work_item.later_order_missed")
    assert (told.work_item_id, told.data["until"]) == (item.pk, "2026-12-13")
    assert kitchen.revision(item) == item.revision + 2


def test_a_second_order_is_watched_again_and_what_came_is_not() -> None:
    submission = kitchen.approved(on_monday(), "E1", "E2", "E6")
    assert at(submission, 8) == 1
    ordered(submission, 12)
    assert [at(submission, days) for days in (13, 15)] == [1, 0]
    ordered(submission, 30)
    assert kitchen.promise(submission).order_missed_at is None
    kitchen.hand_in(submission)
    assert at(submission, 31) == 0
    assert len(kitchen.events(submission, "order_missed")) == 1


def test_nobody_is_chased_for_what_nobody_needs_any_more() -> None:
    submission = on_monday()
    services.withdraw_item(cases.item(submission, "E2").pk, by=cases.own(submission))
    at(submission, 8)
    assert kitchen.promise(submission).ending == LaterEnding.NOT_NEEDED


def test_a_lapsed_one_can_be_asked_for_while_undecided_and_ordered_afterwards() -> None:
    submission = on_monday()
    submission = kitchen.approved(submission, "E1")
    at(submission, 8)
    item = cases.claimed(submission, "E2")
    order = {"material_key": "M14", "order": "请补交刻章申请书。"}
    until = timezone.localdate() + timedelta(days=9)
    by = cases.reviewer(item)
    with pytest.raises(NotLapsed):
        services.order_later(item.pk, seen=item.revision, until=until, by=by, **order)
    submission = kitchen.approved(released(submission), "E2")
    item = cases.item(submission, "E2")
    with pytest.raises(OrderDayPast):
        services.order_later(item.pk, seen=item.revision, until=date(2026, 1, 5), by=by, **order)
    services.order_later(item.pk, seen=item.revision, until=until, by=by, **order)
    assert kitchen.promise(submission).ordered_until == until
    kitchen.hand_in(submission)
    assert kitchen.promise(submission).ending == LaterEnding.HANDED_IN


def released(submission: Submission) -> Submission:
    item = cases.item(submission, "E2")
    services.release(item.pk, seen=item.revision, by=cases.reviewer(item))
    return cases.fresh(submission)


def test_what_followed_is_no_answer_to_what_was_asked_afterwards() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1")
    kitchen.hand_in(submission)
    item = cases.claimed(submission, "E2")
    services.request_correction(
        item.pk,
        seen=item.revision,
        defects=[Defect("field:notice.subject", "写明店名。")],
        by=cases.reviewer(item),
    )
    reviewed, by = review_hash(cases.fresh(submission)), cases.own(submission)
    with pytest.raises(NothingChanged):
        services.resubmit_item(item.pk, reviewed=reviewed, by=by)


def test_nobody_goes_on_signing_a_text_that_is_no_longer_what_will_be_filed() -> None:
    submission = kitchen.in_review()
    with patch("bundles.casework.services.hand_in_later.void_if_changed") as voided:
        kitchen.hand_in(submission)
    assert voided.called


def test_what_was_handed_in_and_is_taken_out_again_is_promised_anew() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1")
    kitchen.hand_in(submission)
    item = cases.claimed(submission, "E2")
    services.request_correction(
        item.pk,
        seen=item.revision,
        defects=[Defect("material:M14", "看不清楚。")],
        by=cases.reviewer(item),
    )
    by = cases.own(submission)
    services.detach(submission.pk, handed_id=submission.handed_materials.get().pk, by=by)
    said = {"reviewed": review_hash(cases.fresh(submission)), "by": by}
    asked = [key for key, *_words in agreements_anew(opened(cases.fresh(submission)))]
    with pytest.raises(LaterNotPromised) as refused:
        services.resubmit_item(item.pk, **said)
    assert asked == list(refused.value.keys) == ["later:M14"]
    services.resubmit_item(item.pk, agreed=asked, **said)
    assert kitchen.promise(submission).is_open


def test_what_lapsed_before_and_is_promised_anew_is_dated_anew() -> None:
    submission = kitchen.approved(on_monday(), "E1")
    assert [at(submission, days) for days in (8, 15)] == [1, 2]
    with patch.object(timezone, "now", return_value=kitchen.MONDAY + timedelta(days=16)):
        kitchen.hand_in(submission)
        kitchen.taken_out(submission)
    promised = kitchen.promise(submission)
    assert (promised.due_on, promised.remind_on) == (date(2026, 12, 16), date(2026, 12, 14))
    assert (promised.lapsed_at, promised.chased_at) == (None, None)
    for days in (20, 21, 23, 24):
        at(submission, days)
    told = submission.events.filter(kind__startswith="later.", data__until="2026-12-16")
    kinds = list(told.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["later.promised", "later.reminded", "later.lapsed"]


def test_what_another_item_has_brought_is_not_promised_once_more() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1", "E6")
    item = cases.claimed(submission, "E2")
    services.request_correction(
        item.pk,
        seen=item.revision,
        defects=[Defect("field:notice.subject", "写明店名。")],
        by=cases.reviewer(item),
    )
    by = cases.own(submission)
    services.save_answers(submission.pk, block="notice", values={"subject": "牧歌小厨房"}, by=by)
    submission = cases.fresh(submission)
    assert agreements_anew(opened(submission)) == []
    services.resubmit_item(item.pk, reviewed=review_hash(submission), by=by)
    assert kitchen.promise(submission, "M16").ending == LaterEnding.PRODUCED
