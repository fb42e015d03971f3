"""After the decision: the check, the order, the revocation; each by whom it is for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.commitment_exceptions import DeciderNeeded, RevocationNeedsAnother
from bundles.casework.exceptions import MoveNotAllowed, NotYours, ReasonMissing, StaleVersion
from bundles.casework.follow_up_stages import FOLLOW_UP_MOVES, FollowUpStage
from bundles.casework.models import FollowUp, FollowUpStep
from bundles.casework.services.moves import Case
from bundles.casework.states import WorkItemStatus
from bundles.issuance import services as issuance
from bundles.issuance.known import Standing, told
from bundles.issuance.models import Certificate
from departments.limits import Limit
from departments.selectors import calendar_for
from tests import cases
from tests.casework.committing import shop

pytestmark = pytest.mark.django_db
Stage = FollowUpStage


def late(check: FollowUp) -> FollowUp:
    """The present stage's day has come and gone."""
    past = check.opened_at - timedelta(days=1)
    FollowUp.objects.filter(pk=check.pk).update(due_at=past)
    return shop.fresh(check)


def say(verb: Callable[..., Any], check: FollowUp, by: Actor, **more: Any) -> FollowUp:
    verb(check.work_item_id, seen=check.revision, by=by, **more)
    return shop.fresh(check)


def deciding(number: str) -> Actor:
    return cases.officer(f"WLG-GA-{number}")


def broken(check: FollowUp | None = None) -> FollowUp:
    check = check or shop.issued()
    return say(services.find_broken, check, shop.inspector(), remark=shop.FOUND)


def proposed() -> FollowUp:
    check = late(broken())
    check = say(services.find_not_put_right, check, shop.inspector(), remark="复查时仍未改正。")
    return say(services.propose_revocation, check, deciding("01"), remark="承诺不实。")


def test_a_decider_decides_at_once_from_the_queue_and_by_name() -> None:
    item = shop.approve(shop.queued())
    item.refresh_from_db()
    assert item.state is WorkItemStatus.APPROVED
    assert item.decision.by["id"] == "WLG-GA-02"


def test_a_reviewer_may_not_decide_on_a_promise() -> None:
    item = shop.queued()
    with pytest.raises(DeciderNeeded):
        shop.approve(item, by=cases.reviewer(item))
    item.refresh_from_db()
    assert item.state is WorkItemStatus.QUEUED


def test_the_check_is_due_by_the_calendar_and_the_supervising_department_is_told() -> None:
    check = shop.sworn()
    calendar = calendar_for(cases.WULAGAI)
    assert check.due_at == calendar.due(check.opened_at, Limit.working("30")).at
    assert check.department.code == shop.SUPERVISING != check.work_item.department.code
    event = check.work_item.events.get(kind="follow_up.due")
    assert event.data["supervising"] == shop.SUPERVISING


def test_an_ordinary_decision_is_not_followed_up() -> None:
    cases.decided()
    assert not FollowUp.objects.exists()


def test_kept_is_the_end_of_it() -> None:
    check = say(services.find_kept, shop.sworn(), shop.inspector())
    assert (check.at_stage, check.is_over, check.due_at) == (Stage.KEPT, True, None)
    with pytest.raises(MoveNotAllowed):
        say(services.find_broken, check, shop.inspector(), remark=shop.FOUND)


def test_broken_has_to_be_put_right_within_its_days() -> None:
    check = broken(shop.sworn())
    step = FollowUpStep.objects.get(follow_up=check)
    calendar = calendar_for(cases.WULAGAI)
    assert check.at_stage is Stage.TO_PUT_RIGHT
    assert check.due_at == step.due_at == calendar.due(step.at, Limit.working("10")).at
    with pytest.raises(MoveNotAllowed):  # its day is not over
        say(services.find_not_put_right, check, shop.inspector(), remark="仍未改正。")
    assert say(services.find_put_right, check, shop.inspector()).at_stage is Stage.PUT_RIGHT


def test_findings_are_written_down_and_only_by_who_supervises() -> None:
    check = shop.sworn()
    with pytest.raises(ReasonMissing):
        say(services.find_broken, check, shop.inspector(), remark="  ")
    with pytest.raises(NotYours):
        say(services.find_kept, check, deciding("02"))
    with pytest.raises(StaleVersion):
        services.find_kept(check.work_item_id, seen=9, by=shop.inspector())


def test_a_revocation_takes_a_reviewer_and_another_who_decides() -> None:
    check = late(broken())
    check = say(services.find_not_put_right, check, shop.inspector(), remark="复查时仍未改正。")
    with pytest.raises(NotYours):
        say(services.propose_revocation, check, shop.inspector(), remark="承诺不实。")
    check = say(services.propose_revocation, check, deciding("01"), remark="承诺不实。")
    for by in (deciding("01"), deciding("03")):
        with pytest.raises((RevocationNeedsAnother, NotYours)):
            say(issuance.revoke_broken, check, by)
    check = say(issuance.revoke_broken, check, deciding("02"))
    certificate = Certificate.objects.get(work_item=check.work_item)
    assert check.at_stage is Stage.REVOKED
    assert certificate.revoked_at is not None
    assert told(certificate).status is Standing.REVOKED
    kinds = check.work_item.submission.events.values_list("kind", flat=True)
    assert {"follow_up.proposed", "follow_up.revoked", "issuance.revoked"} <= set(kinds)
    with pytest.raises(MoveNotAllowed):
        say(issuance.revoke_broken, check, deciding("02"))


def test_who_proposed_as_a_decider_may_not_decide_it_too() -> None:
    check = late(broken())
    check = say(services.find_not_put_right, check, shop.inspector(), remark="复查时仍未改正。")
    check = say(services.propose_revocation, check, deciding("02"), remark="承诺不实。")
    with pytest.raises(RevocationNeedsAnother):
        say(issuance.revoke_broken, check, deciding("02"))


def test_the_decider_may_give_the_days_once_more() -> None:
    check = say(services.order_again, proposed(), deciding("02"), remark="情节轻微。")
    assert check.at_stage is Stage.TO_PUT_RIGHT
    assert check.due_at is not None


def test_whoever_verifies_learns_how_far_the_check_has_come() -> None:
    check = shop.issued()
    certificate = Certificate.objects.get(work_item=check.work_item)
    assert told(certificate).promise is Stage.DUE
    broken(check)
    assert told(certificate).promise is Stage.TO_PUT_RIGHT
    other = Certificate.objects.exclude(pk=certificate.pk)[0]
    assert told(other).promise is None


def test_a_late_check_is_chased_once_however_long_nobody_looked() -> None:
    check = late(shop.sworn())
    week_later = datetime.now(tz=check.opened_at.tzinfo) + timedelta(days=7)
    assert services.chase_follow_ups(week_later) == 1
    assert services.chase_follow_ups(week_later) == 0
    assert check.work_item.events.filter(kind="follow_up.overdue").count() == 1
    broken(shop.fresh(check))
    assert services.chase_follow_ups() == 0  # a new stage has a day of its own


def test_a_check_that_cannot_be_chased_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = late(shop.sworn()), late(shop.sworn())
    record = Case.record

    def fails(case: Case, *said: Any, **more: Any) -> None:
        if case.submission.pk == first.work_item.submission_id:
            raise RuntimeError("no room in the ledger")
        record(case, *said, **more)

    with monkeypatch.context() as broken_down:
        broken_down.setattr(Case, "record", fails)
        assert services.chase_follow_ups() == 1
    assert shop.fresh(second).chased_at is not None
    assert shop.fresh(first).chased_at is None, "nothing half-done"
    assert services.chase_follow_ups() == 1, "the next round makes up for it"


def test_every_stage_that_is_not_the_end_leads_somewhere() -> None:
    reached = {to for stage in FOLLOW_UP_MOVES for to in FOLLOW_UP_MOVES[stage]} | {Stage.DUE}
    assert reached == set(Stage)
