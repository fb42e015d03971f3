"""A restaurant's health certificates come late and hold nobody back (T26)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import LaterPromise, Submission, WorkItem
from bundles.casework.selectors import queues
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.issuance import services as issuance
from bundles.issuance.models import Batch, Certificate
from portal.demo.restaurant import Restaurant
from tests import cases, restaurants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

LATE = ("R4",)
NOODLES = Restaurant(seed=11, today=cases.TODAY)


def decide(submission: Submission, *keys: str) -> None:
    """Each department says yes: who answers by name where it is decided on a promise."""
    for key in keys:
        item = restaurants.item(submission, key)
        by = cases.decider(item) if item.by_commitment else cases.reviewer(item)
        item = services.claim(item.pk, seen=item.revision, by=by)
        result: dict[str, Any] = NOODLES.result(key)
        services.approve(item.pk, seen=item.revision, result=result, by=by)


def all_but_late(submission: Submission) -> None:
    while waiting := (
        WorkItem.objects.filter(submission=submission, status=WorkItemStatus.QUEUED)
        .exclude(key__in=LATE)
        .order_by("position")
        .first()
    ):
        decide(submission, waiting.key)


def issued(submission: Submission) -> list[Batch]:
    Submission.objects.filter(pk=submission.pk, issue_at__isnull=False).update(
        issue_at=timezone.now()
    )
    issuance.issue(submission.pk)
    return list(Batch.objects.filter(submission=submission).order_by("sequence"))


def test_main_batch_late_ones_after_and_the_last_lists_all() -> None:
    submission = restaurants.in_review(restaurants.filed(restaurant=NOODLES))
    promise = LaterPromise.objects.get(submission=submission, by_item="R4")
    food = restaurants.item(submission, "R2b")
    decide(submission, "R1")
    food.refresh_from_db()
    assert food.state is WorkItemStatus.QUEUED  # it does not wait for the clinic
    all_but_late(submission)
    (main,) = issued(submission)
    assert not main.final
    assert {one["item"] for one in main.manifest["results"]}.isdisjoint(LATE)
    decide(submission, "R4")
    promise.refresh_from_db()
    assert promise.ending == "produced"
    people = NOODLES.result("R4")["people"]
    last = issued(submission)[-1]
    assert [one["item"] for one in last.manifest["results"]] == ["R4"] * len(people)
    assert len({one.holder for one in Certificate.objects.filter(batch=last)}) == len(people)
    assert last.final
    listed = {one["item"] for one in last.manifest["results"] + last.manifest["earlier"]}
    assert listed == set(submission.work_items.values_list("key", flat=True))
    assert cases.fresh(submission).state is SubmissionStatus.ISSUED


def test_a_clinic_that_never_answers_keeps_no_licence_past_its_delivery_limit() -> None:
    submission = restaurants.in_review(restaurants.filed(restaurant=NOODLES))
    all_but_late(submission)
    moment = cases.fresh(submission).issue_at
    assert moment is not None
    assert moment - timezone.now() < timedelta(hours=1)
    for decision in queues.of_department("wlg-scjg").filter(submission=submission):
        due = decision.decision.delivery_due
        assert due is None or moment <= due
    (main,) = issued(submission)
    assert not main.final
    assert cases.fresh(submission).state is SubmissionStatus.IN_REVIEW
