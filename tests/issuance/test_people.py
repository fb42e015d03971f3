"""One answer of a provider brings a certificate for each person, late and holding nobody back."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from django.utils import timezone

from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.issuance import services, verification
from bundles.issuance.exceptions import NotArrived
from bundles.issuance.making import said_by
from bundles.issuance.manifest import holds
from bundles.issuance.models import Batch, Certificate
from bundles.issuance.receivers import Receiver
from departments.models import ServiceItem
from tests import cases
from tests.casework.following import kitchen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def issued(submission: Submission) -> list[Batch]:
    services.issue(submission.pk)
    return list(Batch.objects.filter(submission=submission).order_by("sequence"))


def people(submission: Submission) -> list[Certificate]:
    found = Certificate.objects.filter(work_item__submission=submission, work_item__key="E6")
    return list(found.select_related("work_item__submission", "batch").order_by("nth"))


def waited(submission: Submission) -> None:
    """The gathering time is over."""
    Submission.objects.filter(pk=submission.pk).update(issue_at=timezone.now())


def test_each_person_has_a_certificate_of_their_own() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1", "E2", "E6", "E5")
    (batch,) = issued(submission)
    first, second = people(submission)
    assert (first.holder, first.holder_shown, second.holder) == ("李卫民", "李*民", "娜仁托娅")
    assert first.valid_until == date(2027, 11, 22)
    assert first.number != second.number
    assert first.electronic_id != second.electronic_id
    assert {one.label: one.value for one in said_by(first).facts} == {  # type: ignore[attr-defined]
        "体检机构": "乌拉盖体检中心",
        "姓名": "李卫民",
        "健康证明编号": "JK20260001",
    }
    assert holds(batch)
    assert len(batch.manifest["results"]) == 5
    services.issue(submission.pk)
    assert len(people(submission)) == 2


def test_whoever_verifies_one_learns_of_that_person_alone() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1", "E2", "E6", "E5")
    issued(submission)
    _first, second = people(submission)
    found = verification.by_number(second.number, second.check_code)
    assert found.paper is not None
    assert found.paper.holder == "娜**娅"
    assert found.paper.valid_until == date(2027, 11, 23)


def test_the_main_batch_goes_out_and_each_late_one_after_the_last_lists_all() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1", "E2")
    assert issued(submission) == []  # the gathering time
    waited(submission)
    main = issued(submission)
    assert [(len(one.manifest["results"]), one.final) for one in main] == [(2, False)]
    kitchen.approved(submission, "E6")
    assert len(issued(submission)) == 1
    waited(submission)
    assert [len(one.manifest["results"]) for one in issued(submission)] == [2, 2]
    kitchen.approved(submission, "E5")
    last = issued(submission)[-1]
    assert (len(last.manifest["results"]), len(last.manifest["earlier"]), last.final) == (
        1,
        4,
        True,
    )
    assert cases.fresh(submission).state is SubmissionStatus.ISSUED


def test_two_late_ones_within_the_gathering_time_go_out_together() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1", "E2", "E6")
    first = cases.fresh(submission).issue_at
    with patch.object(timezone, "now", return_value=timezone.now()):
        waited(submission)
    (batch,) = issued(submission)
    assert len(batch.manifest["results"]) == 4
    assert first is not None
    kitchen.approved(submission, "E5")
    assert [len(one.manifest["results"]) for one in issued(submission)] == [4, 1]


def test_what_never_comes_keeps_no_other_past_its_delivery_limit() -> None:
    """T26: the clinic never answers, the department is slow; the decided licence goes out."""
    submission = kitchen.approved(kitchen.in_review(), "E1")
    moment = cases.fresh(submission).issue_at
    due = cases.item(submission, "E1").decision.delivery_due
    assert moment is not None
    assert due is not None
    assert moment < due
    with patch.object(timezone, "now", return_value=moment):
        (batch,) = issued(submission)
    assert (len(batch.manifest["results"]), batch.final) == (1, False)


def test_a_certificate_that_has_not_arrived_keeps_only_its_own_batch() -> None:
    """T27, for each person: the clinic's papers reach the desk one by one."""
    kitchen.kitchen()
    bank = ServiceItem.objects.filter(key="E6", decided_by__division=cases.WULAGAI)
    maker = bank.get().decided_by
    bank.update(made_by="provider", maker=maker)
    submission = kitchen.approved(kitchen.in_review(), "E1", "E2", "E6", "E5")
    (batch,) = issued(submission)
    first, second = people(submission)
    receiver = Receiver("张敏", "152531199003072518", "本人")
    services.arrive(first.pk, by=cases.clerk(), stock_number="JK-1", shelf="A1")
    with pytest.raises(NotArrived):
        services.hand_over(batch.pk, receiver=receiver, method="窗口领取", by=cases.clerk())
    services.arrive(second.pk, by=cases.clerk(), stock_number="JK-2", shelf="A1")
    for one in Certificate.objects.filter(batch=batch, arrived_at__isnull=True):
        services.arrive(one.pk, by=cases.clerk())
    services.hand_over(batch.pk, receiver=receiver, method="窗口领取", by=cases.clerk())
    assert cases.fresh(submission).state is SubmissionStatus.CLOSED
    record = services.handover_record(batch.pk)
    assert record.kind == "handover"


def test_the_last_late_one_rejected_still_brings_the_case_to_its_end() -> None:
    submission = kitchen.approved(kitchen.in_review(), "E1", "E2")
    waited(submission)
    issued(submission)
    kitchen.approved(submission, "E5")
    waited(submission)
    assert not any(one.final for one in issued(submission))
    cases.rejected(submission, "E6")
    batches = issued(submission)
    assert cases.fresh(submission).state is SubmissionStatus.ISSUED
    receiver = Receiver("张敏", "152531199003072518", "本人")
    for batch in batches:
        for one in batch.certificates.filter(arrived_at__isnull=True):
            services.arrive(one.pk, by=cases.clerk())
        services.hand_over(batch.pk, receiver=receiver, method="窗口领取", by=cases.clerk())
    assert cases.fresh(submission).state is SubmissionStatus.CLOSED
