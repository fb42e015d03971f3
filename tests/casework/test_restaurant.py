"""Traps on a restaurant: what was reviewed is filed, and stays so whoever is listed later; a
correction reopens only what it touches; a case begun on a version finishes on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date

import pytest

from applicants import barring
from bundles.casework import services
from bundles.casework.exceptions import ReviewChanged
from bundles.casework.models import Submission, WorkItem
from bundles.casework.selectors.circumstances import present
from bundles.casework.selectors.review import review_hash
from bundles.casework.services.correction import Defect
from bundles.casework.states import WorkItemStatus
from bundles.catalogue import versions
from bundles.catalogue.publishing import publish
from bundles.catalogue.reading import open_bundle
from departments.models import Division
from portal.demo.restaurant import Restaurant
from tests.cases import LIBRARY, TODAY, WULAGAI, fresh, own, reviewer
from tests.restaurants import agreed, draft, filed, in_review, item, publish_restaurant, signed

pytestmark = pytest.mark.django_db
SMALL = "restaurant-small"


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    versions.forget()


def approve(submission: Submission, key: str) -> WorkItem:
    found = item(submission, key)
    by = reviewer(found)
    found = services.claim(found.pk, seen=found.revision, by=by)
    result = Restaurant(seed=7, today=TODAY).result(key)
    return services.approve(found.pk, seen=found.revision, result=result, by=by)


def test_what_was_changed_elsewhere_is_reviewed_again() -> None:
    submission = signed(draft())
    reviewed, ticked = review_hash(submission), agreed(submission)
    sign = submission.answers["blocks"]["sign"]
    services.save_answers(
        submission.pk, block="sign", values={**sign, "width": 400}, by=own(submission)
    )
    with pytest.raises(ReviewChanged):
        services.apply(submission.pk, reviewed=reviewed, agreed=ticked, by=own(submission))
    assert not fresh(submission).filings.exists()


def test_what_was_filed_stays_as_it_was() -> None:
    submission = filed()
    filing = submission.filings.get()
    content, hashed = deepcopy(filing.content), filing.review_hash
    number = submission.applicant.id_number
    listed = barring.Listed(number, "失信", since=date(2026, 1, 1))
    barring.bar(listed, source="test")
    assert barring.is_barred(submission.applicant, on=date(2026, 11, 23)), "a new draft is told"
    assert not present(fresh(submission)).get("barred"), "what was filed stays as it was"
    submission = in_review(fresh(submission))
    filing.refresh_from_db()
    assert (filing.content, filing.review_hash) == (content, hashed)
    assert item(submission, "R2b").by_commitment, "as it was when it was handed in"


def test_a_correction_reopens_only_the_item_that_sees_it() -> None:
    submission = in_review()
    approve(submission, "R1")
    before = {key: item(submission, key).revision for key in ("R2b", "R3", "R6", "R7", "R9")}
    sign = item(submission, "R8")
    by = reviewer(sign)
    sign = services.claim(sign.pk, seen=sign.revision, by=by)
    defect = Defect("block:sign", "招牌宽度超过门面。")
    services.request_correction(sign.pk, seen=sign.revision, defects=[defect], by=by)
    values = {**fresh(submission).answers["blocks"]["sign"], "width": 280}
    services.save_answers(submission.pk, block="sign", values=values, by=own(submission))
    submission = signed(submission)
    answered = services.resubmit_item(
        sign.pk,
        reviewed=review_hash(submission),
        agreed=agreed(submission),
        by=own(submission),
    )
    assert answered.state is WorkItemStatus.CLAIMED
    assert {key: item(submission, key).revision for key in before} == before


def test_a_case_begun_on_a_version_finishes_on_it() -> None:
    submission = in_review()
    definition = open_bundle(LIBRARY / f"{SMALL}.yaml").content
    here = next(place for place in definition.divisions if place.code == WULAGAI)
    free = here.model_copy(update={"values": {**here.values, "fire_free_area": 45}})
    changed = definition.model_copy(update={"divisions": (free,)})
    newer = publish(changed, Division.objects.get(code=WULAGAI))
    assert publish_restaurant().pk == newer.pk != submission.version_id
    approve(submission, "R1")
    fire = item(submission, "R7")
    assert (fire.state, fire.by_commitment) == (WorkItemStatus.QUEUED, True)
    assert fresh(submission).version_id != newer.pk
    later = in_review()
    assert not WorkItem.objects.filter(submission=later, key="R7").exists(), "40 m² is free now"


def test_the_health_check_holds_nobody_back() -> None:
    submission = in_review()
    assert item(submission, "R2b").state is WorkItemStatus.WAITING
    approve(submission, "R1")
    open_ = {key: item(submission, key).state for key in ("R2b", "R4", "R6", "R7", "R8")}
    assert set(open_.values()) == {WorkItemStatus.QUEUED}
