"""The promises of the small restaurant, as they are read one by one."""

from __future__ import annotations

import pytest

from bundles.casework.models import Commitment
from tests import restaurants

pytestmark = pytest.mark.django_db


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
