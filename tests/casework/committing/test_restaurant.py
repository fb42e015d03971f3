"""The promises of the small restaurant, as they are read one by one."""

from __future__ import annotations

import pytest

from bundles.casework import services
from bundles.casework.exceptions import MaterialsMissing
from bundles.casework.models import Commitment, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services.asked import places_asked
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from tests import cases, restaurants
from tests.casework.committing import shop

pytestmark = pytest.mark.django_db

FIRE_RULES = "material:M32"


def test_the_letter_speaks_of_what_is_promised_and_every_promise_is_made() -> None:
    submission = restaurants.filed()
    made = Commitment.objects.filter(submission=submission, ended_at__isnull=True)
    keys = set(made.values_list("key", flat=True))
    assert "paper:commitment" in keys
    assert {"material:M11", "material:M12", "material:M39"} <= keys
    about = set(made.filter(key="paper:commitment").values_list("item", flat=True))
    assert about == set(made.filter(key__startswith="material:").values_list("item", flat=True))
    items = restaurants.in_review(submission).work_items.filter(by_commitment=True)
    assert set(items.values_list("key", flat=True)) <= about


def test_what_stood_for_a_promise_is_asked_for_though_it_might_have_followed() -> None:
    submission = restaurants.in_review()
    shop.withdraw(submission, "R7")
    item = restaurants.item(submission, "R7")
    assert [one["about"] for one in item.corrections.get().defects] == [FIRE_RULES]
    submission = handed_in_after_refusal(submission)
    services.resubmit_item(item.pk, reviewed=review_hash(submission), by=cases.own(submission))
    assert not places_asked(submission)
    assert restaurants.item(submission, "R7").state is WorkItemStatus.WAITING


def test_before_acceptance_the_case_comes_back_for_it() -> None:
    submission = restaurants.filed()
    shop.withdraw(submission, "R7")
    assert places_asked(submission) == {FIRE_RULES}
    submission = handed_in_after_refusal(submission)
    services.resubmit(submission.pk, reviewed=review_hash(submission), by=cases.own(submission))
    assert cases.fresh(submission).state is SubmissionStatus.SUBMITTED
    restaurants.in_review(cases.fresh(submission))
    assert not submission.later_promises.filter(material_key="M32").exists()


def handed_in_after_refusal(submission: Submission) -> Submission:
    """The rules for a fire are handed in, without which there is no answer; signed by everybody."""
    with pytest.raises(MaterialsMissing):
        restaurants.signed(submission)
    shop.hand(submission, "M32")
    return restaurants.signed(submission)
