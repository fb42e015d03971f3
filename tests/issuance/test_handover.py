"""What is handed over has arrived; the last batch closes the case."""

import pytest
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours
from bundles.casework.states import SubmissionStatus
from bundles.issuance import services
from bundles.issuance.exceptions import NotArrived, NotIssued, ReceiverMissing
from bundles.issuance.lingering import unrecorded
from bundles.issuance.models import Batch, BatchState, Certificate
from bundles.issuance.services import Receiver
from bundles.papers.kinds import PaperKind
from bundles.papers.models import Paper
from tests.issuance.cases import Case, officer

ZHANG = Receiver(name="张敏", identity_number="152531199003072518", capacity="法定代表人")


@pytest.fixture
def issued(decided: Case) -> Batch:
    services.issue(decided.pk)
    decided.receive_seals()
    return Batch.objects.get(submission=decided.pk)


def sign_out(batch: Batch, by: Actor, receiver: Receiver = ZHANG) -> Batch:
    return services.hand_over(batch.pk, receiver=receiver, method="窗口领取", by=by)


def test_handing_over_the_last_batch_closes_the_case(decided: Case, issued: Batch) -> None:
    batch = sign_out(issued, decided.clerk)
    assert batch.state is BatchState.HANDED_OVER
    assert decided.submission.state is SubmissionStatus.CLOSED
    assert batch.receiver_identity == "1525**********2518"


def test_handing_over_twice_keeps_the_first_receiver(decided: Case, issued: Batch) -> None:
    first = sign_out(issued, decided.clerk)
    again = sign_out(issued, decided.clerk, Receiver("李四", "152502198511220015", "代办人"))
    assert again.receiver == "张敏"
    assert again.handed_over_at == first.handed_over_at


def test_a_clerk_of_another_hall_cannot_hand_over(decided: Case, issued: Batch) -> None:
    for number in ("XLHT-ZW-01", "WLG-SC-01"):
        with pytest.raises(NotYours):
            sign_out(issued, officer(number))
    assert decided.submission.state is SubmissionStatus.ISSUED


def test_nothing_is_handed_over_before_it_is_issued(decided: Case) -> None:
    batch = services.reserve(decided.pk)
    assert batch is not None
    with pytest.raises(NotIssued):
        sign_out(batch, decided.clerk)


def test_what_has_not_arrived_cannot_be_signed_out(decided: Case, issued: Batch) -> None:
    seals = Certificate.objects.get(batch=issued, work_item__key="E2")
    Certificate.objects.filter(pk=seals.pk).update(arrived_at=None, printed_here=False)
    with pytest.raises(NotArrived) as refused:
        sign_out(issued, decided.clerk)
    assert refused.value.names == (seals.name,)
    with pytest.raises(NotYours):
        services.arrive(seals.pk, by=decided.reviewer("E3"))
    announced = services.arrive(seals.pk, by=decided.reviewer("E2"))
    assert announced.announced_at is not None
    with pytest.raises(NotArrived):
        sign_out(issued, decided.clerk)
    arrived = services.arrive(seals.pk, by=decided.clerk)
    assert services.arrive(seals.pk, by=decided.clerk).arrived_at == arrived.arrived_at
    assert sign_out(issued, decided.clerk).state is BatchState.HANDED_OVER


def test_somebody_has_to_sign(decided: Case, issued: Batch) -> None:
    with pytest.raises(ReceiverMissing):
        sign_out(issued, decided.clerk, Receiver(" ", "", "代办人"))


def test_the_handover_record_is_printed_once_and_swept_for_when_missing(
    decided: Case, issued: Batch
) -> None:
    with pytest.raises(NotIssued):
        services.handover_record(issued.pk)
    sign_out(issued, decided.clerk)
    assert list(unrecorded(timezone.now())) == [decided.pk]
    paper = services.handover_record(issued.pk)
    assert paper.kind == PaperKind.HANDOVER
    assert services.handover_records(decided.pk) == [paper]
    assert Paper.objects.filter(kind=PaperKind.HANDOVER).count() == 1
    assert list(unrecorded(timezone.now())) == []


def test_a_case_closes_when_the_first_batch_is_collected_last(in_review: Case) -> None:
    in_review.approve("E1")
    casework.ask_for_results(in_review.pk, by=Actor.for_applicant(in_review.applicant))
    services.issue(in_review.pk)
    in_review.approve_everything()
    services.issue(in_review.pk)
    in_review.receive_seals()
    first, last = Batch.objects.filter(submission=in_review.pk)
    sign_out(last, in_review.clerk)
    assert in_review.submission.state is SubmissionStatus.ISSUED
    sign_out(first, in_review.clerk)
    assert in_review.submission.state is SubmissionStatus.CLOSED
