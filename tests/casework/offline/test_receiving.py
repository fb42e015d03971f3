"""A case taken in without a line: its number, its moment of receipt, and what counts from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from applicants.models import Applicant
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.ledger import breaks
from bundles.casework.models import ReservedNumber, Submission
from bundles.casework.reservations import NumberNotReserved
from bundles.casework.selectors.review import review_hash
from bundles.casework.states import SubmissionStatus
from departments.models import Hall, Officer
from tests import cases

DESK = uuid4()
pytestmark = pytest.mark.django_db


@contextmanager
def clock_at(moment: str) -> Iterator[None]:
    with patch.object(timezone, "now", return_value=datetime.fromisoformat(moment)):
        yield


def hall() -> Hall:
    return Hall.objects.get(code="wlg-hall")


def held_number() -> ReservedNumber:
    (held,) = services.reserve(
        [uuid4()], device=DESK, day=timezone.localdate(), hall=hall(), by=cases.clerk()
    )
    return held


def received(
    held: ReservedNumber,
    at: datetime | None = None,
    *,
    who: Applicant | None = None,
    begun: list[UUID] | None = None,
) -> Submission:
    applicant = who or cases.an_applicant()

    def begin() -> Submission:
        if begun is not None:
            begun.append(held.token)
        officer = Officer.objects.select_related("department", "hall").get(number="WLG-ZW-01")
        return services.start(
            cases.six_in_one(),
            applicant,
            hall=hall(),
            token=held.token,
            by=Actor.for_helper(officer, applicant),
        )

    kept = services.receive(
        held.token,
        number=held.number,
        device=held.device,
        claimed=at or timezone.now(),
        begin=begin,
        by=cases.clerk(),
    )
    assert kept.submission is not None
    return cases.fresh(kept.submission)


def filled_in(submission: Submission) -> Submission:
    """Everything a finished draft holds, copied into this one, and signed."""
    ready = cases.draft(submission.applicant)
    by = cases.own(submission)
    for block, values in ready.answers["blocks"].items():
        services.save_answers(submission.pk, block=block, values=values, by=by)
    services.save_answers(
        submission.pk, block="questions", values=ready.answers["questions"], by=by
    )
    for handed in ready.handed_materials.all():
        key, document = handed.material_key, handed.document
        services.attach(submission.pk, material_key=key, document=document, by=by)
    return cases.signed(cases.fresh(submission))


def test_it_is_a_draft_with_its_number_and_the_clerk_beside_the_applicant(library: None) -> None:
    held = held_number()
    submission = received(held)
    assert (submission.number, submission.token) == (held.number, held.token)
    assert submission.state is SubmissionStatus.DRAFT
    assert submission.assistances.get(ended_at__isnull=True).officer == "WLG-ZW-01"
    told = submission.events.get(kind="submission.received_offline")
    assert told.actor["kind"] == "helper"
    assert told.data == {
        "number": held.number,
        "device": str(DESK),
        "reserved_at": held.reserved_at.isoformat(),
        "received_at": submission.received_at.isoformat(),  # type: ignore[union-attr]
    }


def test_brought_twice_it_is_begun_once(library: None) -> None:
    held, begun = held_number(), list[UUID]()
    first = received(held, begun=begun)
    again = received(held, timezone.now() + timedelta(minutes=3), begun=begun)
    assert first.pk == again.pk
    assert begun == [held.token]
    assert again.received_at == first.received_at


@pytest.mark.parametrize("wrong", ["token", "number", "device"])
def test_a_number_serves_only_the_case_and_the_device_it_was_reserved_for(
    library: None, wrong: str
) -> None:
    held, other = held_number(), held_number()
    match wrong:
        case "token":
            held.token = uuid4()
        case "number":
            held.number = other.number
        case "device":
            held.device = uuid4()
    with pytest.raises(NumberNotReserved):
        received(held)
    assert not Submission.objects.exists()


def test_a_number_given_back_by_mistake_still_counts(library: None) -> None:
    held = held_number()
    services.give_back([held.token], device=DESK, by=cases.clerk())
    assert received(held).number == held.number
    assert ReservedNumber.objects.get(pk=held.pk).given_back_at is None


def test_handing_in_keeps_the_number_and_counts_from_the_receipt(library: None) -> None:
    with clock_at("2026-11-23T10:00:00+08:00"):
        held = held_number()
    at = datetime.fromisoformat("2026-11-23T10:20:30+08:00")
    with clock_at("2026-11-23T11:00:00+08:00"):
        submission = filled_in(received(held, at))
    with clock_at("2026-11-24T09:10:00+08:00"):
        services.apply(submission.pk, reviewed=review_hash(submission), by=cases.own(submission))
    submission = cases.fresh(submission)
    assert (submission.number, submission.submitted_at) == (held.number, at)
    event = submission.events.get(kind="submission.submitted")
    assert datetime.fromisoformat(event.data["received_at"]) == at
    assert event.at > at, "the ledger tells when it was recorded"
    with clock_at("2026-11-24T09:20:00+08:00"):
        services.accept(submission.pk, seen=submission.revision, by=cases.clerk())
        before = cases.fresh(submission).promised_due
        assert services.date_anew(submission.pk) is False
    assert cases.fresh(submission).promised_due == before
    assert list(breaks(Submission.objects.all())) == []


def test_a_doubted_moment_is_told_and_the_moment_of_synchronising_counts(library: None) -> None:
    held = held_number()
    submission = received(held, timezone.now() + timedelta(hours=2))
    assert submission.received_at is not None
    assert abs(submission.received_at - timezone.now()) < timedelta(minutes=1)
    told = submission.events.get(kind="submission.received_offline")
    assert told.data["doubt"] == "time_future"
    assert ReservedNumber.objects.get(pk=held.pk).notes == ["time_future"]


def test_taken_back_and_handed_in_anew_it_is_received_anew(library: None) -> None:
    submission = filled_in(received(held_number()))
    by = cases.own(submission)
    services.apply(submission.pk, reviewed=review_hash(submission), by=by)
    services.take_back(submission.pk, by=by)
    submission = cases.signed(cases.fresh(submission))
    assert submission.received_at is None
    before = timezone.now()
    services.apply(submission.pk, reviewed=review_hash(submission), by=by)
    assert cases.fresh(submission).submitted_at > before  # type: ignore[operator]


def test_a_number_is_never_put_on_a_case_that_is_there_already(library: None) -> None:
    applicant, there = cases.an_applicant(), uuid4()
    by = Actor.for_helper(Officer.objects.get(number="WLG-ZW-01"), applicant)
    services.start(cases.six_in_one(), applicant, hall=hall(), token=there, by=by)
    day = timezone.localdate()
    (held,) = services.reserve([there], device=DESK, day=day, hall=hall(), by=cases.clerk())
    with pytest.raises(NumberNotReserved):
        received(held, who=applicant)
    assert Submission.objects.get(token=there).number is None
