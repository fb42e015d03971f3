"""A case begun on an older version finishes on it (T16)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bundles.casework import services
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from bundles.catalogue.publishing import publish
from bundles.catalogue.reading import open_bundle
from departments.limits import Limit
from departments.models import Division, ServiceItem
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    versions.forget()


def publish_with_a_longer_promise() -> int:
    ServiceItem.objects.filter(key="E2").update(promised=Limit.working(3), legal=Limit.working(9))
    definition = open_bundle(cases.LIBRARY / "company-opening.yaml").content
    return publish(definition, Division.objects.get(code=cases.WULAGAI)).pk


def test_a_case_in_flight_keeps_its_version_to_the_end() -> None:
    submission = cases.in_review()
    drafted = cases.draft()
    newer = publish_with_a_longer_promise()
    assert newer != submission.version_id
    cases.approved(submission, "E1")
    seals = cases.item(submission, "E2")
    assert seals.promised_due is not None
    assert (seals.promised_due - seals.opened_at).days < 3, "the promise it was begun under"
    for key in ("E2", "E3", "E4", "E5", "E6"):
        cases.approved(submission, key)
    finished = cases.fresh(submission)
    assert finished.state is SubmissionStatus.DECIDED
    assert finished.version_id != newer

    drafted = cases.signed(drafted)
    services.apply(drafted.pk, reviewed=cases.review_hash(drafted), by=cases.own(drafted))
    assert cases.fresh(drafted).version_id == submission.version_id
    assert cases.draft().version_id == newer, "only what begins now begins on it"
