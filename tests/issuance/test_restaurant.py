"""Every result of a small restaurant is printed, signed and handed over; one is late."""

from __future__ import annotations

import pytest
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import Submission, WorkItem
from bundles.catalogue import versions
from bundles.issuance import services as issuance
from bundles.issuance.making import kind_of, said_by
from bundles.issuance.models import Certificate
from bundles.papers.kinds import PaperKind
from bundles.papers.letter_case import LetterCase
from bundles.papers.letters import receipt
from portal.demo.restaurant import Restaurant
from tests.cases import TODAY, decider, fresh
from tests.restaurants import filed, in_review

pytestmark = pytest.mark.django_db


def settle(work_item: WorkItem, restaurant: Restaurant) -> None:
    by = decider(work_item)
    claimed = services.claim(work_item.pk, seen=work_item.revision, by=by)
    result = restaurant.result(work_item.key)
    services.approve(claimed.pk, seen=claimed.revision, result=result, by=by)


def decided(restaurant: Restaurant, *, but: str) -> Submission:
    """Everything settled, each after what it waits for, save the item ``but``."""
    case = in_review(filed(restaurant=restaurant))
    while queued := list(case.work_items.filter(status="queued").exclude(key=but)):
        for work_item in queued:
            settle(work_item, restaurant)
    return fresh(case)


def test_all_results_but_the_clinics_are_handed_over_together() -> None:
    restaurant = Restaurant(seed=11, today=TODAY)
    case = decided(restaurant, but="R4")
    Submission.objects.filter(pk=case.pk).update(issue_at=timezone.now())  # nobody waits longer
    issuance.issue(case.pk)
    found = Certificate.objects.filter(work_item__submission=case).select_related("work_item")
    kinds = {one.work_item.key: kind_of(one) for one in found}
    assert kinds == {
        "R1": PaperKind.PERMIT,
        "R2b": PaperKind.PERMIT,
        "R3": PaperKind.TAX_NOTICE,
        "R6": PaperKind.PERMIT,
        "R7": PaperKind.PERMIT,
        "R8": PaperKind.RESULT,
        "R9": PaperKind.RESULT,
    }
    assert all(one.sha256 for one in found), "each is a signed PDF"
    assert {one.holder for one in found if one.work_item.key != "R9"} == {restaurant.name}
    licence = said_by(next(one for one in found if one.work_item.key == "R1"))
    assert licence.code_label == "统一社会信用代码"
    food = said_by(next(one for one in found if one.work_item.key == "R2b"))
    assert "热食类食品制售、冷食类食品制售" in [line.value for line in food.facts]


def test_its_letters_state_the_limits_of_the_way_each_item_goes() -> None:
    case = filed()
    version = versions.version(case.version_id)
    printed = receipt(LetterCase(case), case.filings.get(), "受理-1", corrected=False)
    limits = {line.name: line.limit for line in printed.items}
    food = version.item("R2b")
    assert food.commitment is not None
    assert limits[food.name.zh] == food.commitment.promised.zh
    assert food.commitment.promised != food.promised
