"""One signature for all that lies ready; nothing of what does not (T26, T27)."""

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone
from pypdf import PdfReader

from applicants.agents import Within, authorise, revoke
from applicants.models import AgentScope
from applicants.services import register_person
from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours, StaleVersion
from bundles.casework.models import Event
from bundles.casework.states import SubmissionStatus
from bundles.issuance import services
from bundles.issuance.delivery import PostalAddress
from bundles.issuance.exceptions import (
    NotAuthorised,
    NothingReady,
    NotTheReceiver,
    ResultsChanged,
    SignatureUnreadable,
)
from bundles.issuance.models import Batch, Certificate, Proof
from bundles.issuance.selectors import ready_batches
from bundles.issuance.services import Capacity, Receiver, Signed
from bundles.issuance.signatures import drawn
from tests.issuance import cases
from tests.issuance.cases import Case, officer
from tests.issuance.signing_by_hand import signed_by_hand

ZHANG = Receiver("张敏", "152531199003072518", "申请人本人")
LI = Receiver("李文", "152502198511220015", "受托代领人")
PAD = Signed(Proof.PAD, signature=drawn(signed_by_hand()))
PAPER = Signed(Proof.PAPER)


def listed(case: Case) -> frozenset[int]:
    """What a page opened now lists."""
    found = Certificate.objects.filter(batch__in=ready_batches(case.submission), parcel=None)
    return frozenset(found.values_list("pk", flat=True))


def of_two_batches(case: Case) -> None:
    """The licence is ready; of the second batch the seals are still with their maker."""
    case.approve("E1")
    casework.ask_for_results(case.pk, by=Actor.for_applicant(case.applicant))
    services.issue(case.pk)
    case.approve_everything()
    services.issue(case.pk)


def collect(
    case: Case,
    receiver: Receiver = ZHANG,
    capacity: Capacity = Capacity.APPLICANT,
    signed: Signed = PAD,
    by: Actor | None = None,
    *,
    shown: frozenset[int] | None = None,
) -> list[Batch]:
    return services.collect(
        case.pk,
        seen=case.submission.revision,
        shown=listed(case) if shown is None else shown,
        receiver=receiver,
        capacity=capacity,
        signed=signed,
        by=by or case.clerk,
    )


def test_the_item_that_never_finishes_holds_back_only_itself(in_review: Case) -> None:
    """T26: what is decided goes out and is signed for while E4 is not."""
    in_review.approve("E1")
    in_review.approve("E3")
    casework.ask_for_results(in_review.pk, by=Actor.for_applicant(in_review.applicant))
    services.issue(in_review.pk)
    (batch,) = collect(in_review)
    assert batch.certificates.count() == 2
    assert in_review.submission.state is SubmissionStatus.IN_REVIEW


def test_all_batches_are_signed_for_together_on_one_record(in_review: Case) -> None:
    of_two_batches(in_review)
    draft = services.draft_record(
        in_review.pk, shown=listed(in_review), receiver=ZHANG, by=in_review.clerk
    )
    assert "营业执照" in PdfReader(BytesIO(draft)).pages[0].extract_text()
    (only_first,) = collect(in_review)  # T27: the seals of the second batch are not here
    assert only_first.sequence == 1
    with pytest.raises(NothingReady):
        collect(in_review)
    in_review.receive_seals()
    (second,) = collect(in_review)
    assert second.signature == PAD.signature
    assert in_review.submission.state is SubmissionStatus.CLOSED


def test_nobody_signs_for_what_came_after_the_page_was_shown(in_review: Case) -> None:
    """T27: the seals are registered while the applicant signs for the licence."""
    of_two_batches(in_review)
    shown = listed(in_review)
    in_review.receive_seals()
    draft = services.draft_record(in_review.pk, shown=shown, receiver=ZHANG, by=in_review.clerk)
    (first,) = collect(in_review, shown=shown)
    assert first.sequence == 1
    assert in_review.submission.state is SubmissionStatus.ISSUED
    (record,) = services.handover_records(in_review.pk)
    for pdf in (BytesIO(draft), record.open()):
        text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
        assert "营业执照" in text
        assert "印章备案回执" not in text
    (second,) = collect(in_review)
    assert second.sequence == 2
    assert in_review.submission.state is SubmissionStatus.CLOSED


def test_what_was_shown_and_is_gone_is_told_and_nothing_signed_for(in_review: Case) -> None:
    of_two_batches(in_review)
    in_review.receive_seals()
    shown = listed(in_review)
    second = Batch.objects.get(submission=in_review.pk, sequence=2)
    services.pack(
        in_review.pk,
        seen=in_review.submission.revision,
        to=PostalAddress("张敏", "13804790001", "内蒙古锡林郭勒盟", "巴音胡硕镇草原路1号"),
        carrier="中国邮政速递（EMS）",
        tracking_number="EE123456789CN",
        only=frozenset(second.certificates.values_list("pk", flat=True)[:1]),
        by=in_review.clerk,
    )
    for wrong in (shown, frozenset(), listed(in_review) | {0}):
        with pytest.raises(ResultsChanged):
            collect(in_review, shown=wrong)
        with pytest.raises(ResultsChanged):
            services.draft_record(in_review.pk, shown=wrong, receiver=ZHANG, by=in_review.clerk)
    assert not Batch.objects.filter(handed_over_at__isnull=False).exists()
    (first,) = collect(in_review)
    assert first.sequence == 1


def test_one_signature_stands_on_the_one_record_of_both_batches(in_review: Case) -> None:
    of_two_batches(in_review)
    in_review.receive_seals()
    first, second = collect(in_review)
    assert second.signed_with == first
    assert (first.signature, second.signature) == (PAD.signature, "")
    (record,) = services.handover_records(in_review.pk)
    assert services.handover_record(second.pk) == record
    pages = PdfReader(record.open()).pages
    text = "".join(page.extract_text() for page in pages)
    for name in ("营业执照", "印章备案回执", "开户预约单", "张敏", "1525**********2518"):
        assert name in text
    assert any(image.image.width > 100 for page in pages for image in page.images)


def test_only_whom_the_results_belong_to_or_who_is_authorised_gets_them(decided: Case) -> None:
    services.issue(decided.pk)
    decided.receive_seals()
    with pytest.raises(NotTheReceiver):
        collect(decided, LI, Capacity.APPLICANT)
    with pytest.raises(NotTheReceiver):
        collect(decided, LI, Capacity.REPRESENTATIVE)
    with pytest.raises(NotAuthorised):
        collect(decided, LI, Capacity.AGENT)
    proxy = register_person(name="李文", id_number=LI.identity_number, phone="13804790002")
    until = timezone.localdate() + timedelta(days=3)
    other = Within(bundle="small-restaurant")
    authorise(decided.applicant, proxy, scope=AgentScope.COLLECT, valid_until=until, within=other)
    authorise(decided.applicant, proxy, scope=AgentScope.APPLY, valid_until=until)
    with pytest.raises(NotAuthorised):  # for something else, or to do something else
        collect(decided, LI, Capacity.AGENT)
    one = authorise(decided.applicant, proxy, scope=AgentScope.COLLECT, valid_until=until)
    revoke(one.pk)
    with pytest.raises(NotAuthorised):
        collect(decided, LI, Capacity.AGENT)
    authorise(decided.applicant, proxy, scope=AgentScope.COLLECT, valid_until=until)
    (batch,) = collect(decided, LI, Capacity.AGENT)
    assert batch.receiver == "李文"


def test_a_paper_authorisation_will_do_and_a_pad_wants_a_signature(decided: Case) -> None:
    services.issue(decided.pk)
    decided.receive_seals()
    with pytest.raises(NotYours):
        collect(decided, by=officer("XLHT-ZW-01"))
    with pytest.raises(SignatureUnreadable):
        collect(decided, signed=Signed(Proof.PAD))
    signed = Signed(Proof.PAPER, authorisation="a" * 64)
    (batch,) = collect(decided, LI, Capacity.AGENT, signed)
    assert (batch.proxy_sha256, batch.scan_sha256) == ("a" * 64, "")
    services.attach_scan(batch.pk, scan="b" * 64, by=decided.clerk)
    assert Batch.objects.get(pk=batch.pk).scan_sha256 == "b" * 64
    with pytest.raises(NotYours):
        services.attach_scan(batch.pk, scan="c" * 64, by=officer("XLHT-ZW-01"))


def test_the_signature_is_sealed_and_in_no_event(decided: Case) -> None:
    services.issue(decided.pk)
    decided.receive_seals()
    collect(decided)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT signature FROM issuance_batch")
        (stored,) = cursor.fetchone()
    assert base64.b64decode(PAD.signature)[:8] == b"\x89PNG\r\n\x1a\n"
    assert PAD.signature[:40] not in stored
    said = str(list(Event.objects.values_list("data", flat=True)))
    assert "张敏" not in said
    assert PAD.signature[:40] not in said


@pytest.mark.django_db(transaction=True)
def test_two_clerks_hand_over_the_same_and_one_signature_counts() -> None:
    case = cases.decided()
    services.issue(case.pk)
    case.receive_seals()
    seen, shown, start = case.submission.revision, listed(case), Barrier(2)

    def at_a_window(number: str) -> bool:
        try:
            start.wait(timeout=30)
            services.collect(
                case.pk,
                seen=seen,
                shown=shown,
                receiver=ZHANG,
                capacity=Capacity.APPLICANT,
                signed=PAPER,
                by=officer(number),
            )
        except (StaleVersion, NothingReady):
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as windows:
        taken = list(windows.map(at_a_window, ("WLG-ZW-01", "WLG-ZW-02")))
    assert sorted(taken) == [False, True]
    assert Event.objects.filter(kind="issuance.handed_over").count() == 1
    assert case.submission.state is SubmissionStatus.CLOSED
