"""A small restaurant of 乌拉盖, reached by doing the steps, for the tests of every room.

``filed()`` is the ordinary case as the window first sees it; ``accepted()`` and ``in_review()`` go
on from there. ``RESTAURANT`` are its answers; another scenario is a ``Restaurant`` with
``questions`` of its own.
"""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import uuid4

import departments.library
from applicants.models import Applicant
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NothingToSign
from bundles.casework.models import Submission, WorkItem
from bundles.casework.selectors.circumstances import present
from bundles.casework.selectors.review import handed_in, review_hash
from bundles.casework.services.signing import agreements
from bundles.catalogue import versions
from bundles.catalogue.models import BundleVersion, VersionStatus
from bundles.catalogue.plan import plan
from bundles.catalogue.publishing import publish
from bundles.catalogue.reading import open_bundle
from departments.models import Division, Hall
from departments.selectors import calendar_for
from portal.demo.restaurant import HANDED_IN, Restaurant
from tests.cases import LIBRARY, TODAY, WULAGAI, a_document, an_applicant, clerk, fresh, own, sign

RESTAURANT: dict[str, Any] = Restaurant(seed=7, today=TODAY).answers
_seeds = count(1)


def publish_restaurant(code: str = "restaurant-small", division: str = WULAGAI) -> BundleVersion:
    """``restaurant-small`` or ``restaurant``, published in a place; twice is once."""
    there = BundleVersion.objects.filter(
        bundle__code=code, division=division, status=VersionStatus.PUBLISHED
    )
    if not there.exists():
        if not Division.objects.filter(code=WULAGAI).exists():
            departments.library.load()
        publish(open_bundle(LIBRARY / f"{code}.yaml").content, Division.objects.get(code=division))
    return there.defer("document").get()


def draft(
    applicant: Applicant | None = None,
    restaurant: Restaurant | None = None,
    *,
    code: str = "restaurant-small",
    handed: tuple[str, ...] = HANDED_IN,
) -> Submission:
    """Every page filled in, and the materials of the ordinary case uploaded."""
    restaurant = restaurant or Restaurant(seed=next(_seeds), today=TODAY)
    applicant = applicant or an_applicant(restaurant.operator.name)
    by = Actor.for_applicant(applicant)
    hall = Hall.objects.get(code="wlg-hall")
    submission = services.start(
        publish_restaurant(code), applicant, hall=hall, token=uuid4(), by=by
    )
    answers = restaurant.answers
    services.save_answers(submission.pk, block="questions", values=answers["questions"], by=by)
    for block, values in answers["blocks"].items():
        services.save_answers(submission.pk, block=block, values=values, by=by)
    for key in handed:
        document = a_document(applicant, name=f"{key}.pdf")
        services.attach(submission.pk, material_key=key, document=document, by=by)
    return fresh(submission)


def agreed(submission: Submission) -> list[str]:
    """Everything that is ticked one by one: consents, promises, what follows later."""
    version = versions.version(submission.version_id)
    calendar, given = calendar_for(WULAGAI), present(submission)
    planned = plan(version, submission.answers, on=TODAY, calendar=calendar, **given)
    return agreements(version, planned, {one["key"] for one in handed_in(submission)})


def signed(submission: Submission) -> Submission:
    reviewed = review_hash(fresh(submission))
    try:
        round_ = services.ask_signatures(
            submission.pk, reviewed=reviewed, agreed=agreed(submission), by=own(submission)
        )
    except NothingToSign:
        return fresh(submission)
    for request in round_.requests.filter(signature__isnull=True):
        sign(request)
    return fresh(submission)


def filed(
    applicant: Applicant | None = None, restaurant: Restaurant | None = None, **how: Any
) -> Submission:
    submission = signed(draft(applicant, restaurant, **how))
    services.apply(
        submission.pk,
        reviewed=review_hash(submission),
        agreed=agreed(submission),
        by=own(submission),
    )
    return fresh(submission)


def accepted(submission: Submission | None = None) -> Submission:
    submission = submission or filed()
    services.accept(submission.pk, seen=submission.revision, by=clerk())
    return fresh(submission)


def in_review(submission: Submission | None = None) -> Submission:
    """Fanned out: R1, R4 and R9 are queued, what needs R1 waits for it."""
    submission = accepted(submission)
    services.fan_out(submission.pk)
    return fresh(submission)


def restaurant_case() -> Submission:
    """The ordinary small restaurant in review."""
    return in_review()


def item(submission: Submission, key: str) -> WorkItem:
    return WorkItem.objects.get(submission=submission, key=key)
