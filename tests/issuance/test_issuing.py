"""Issuing in three steps: once, whatever goes wrong and however often it is tried."""

import hashlib
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from bundles.casework import bells, machine
from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.models import Decision, Event, MachineStep, Submission
from bundles.casework.states import SubmissionStatus
from bundles.casework.sweep import sweep
from bundles.issuance import manifest, services
from bundles.issuance.exceptions import NotProduced
from bundles.issuance.models import Batch, BatchState, Certificate, CertificateState
from bundles.papers import signing
from bundles.papers.kinds import PaperKind
from bundles.papers.models import Paper
from departments.codes import check_char
from tests.issuance.cases import COMPANY, Case


def test_six_results_go_out_in_one_final_batch(decided: Case) -> None:
    services.issue(decided.pk)
    batch = Batch.objects.get(submission=decided.pk)
    assert batch.final
    assert batch.state is BatchState.ISSUED
    assert decided.submission.state is SubmissionStatus.ISSUED
    certificates = list(batch.certificates.all())
    assert len(certificates) == 6
    for one in certificates:
        assert one.state is CertificateState.ISSUED
        assert (one.arrived_at is None) == (one.work_item.key == "E2")  # its seals are being made
        assert one.holder == COMPANY
        assert one.paper is not None
        with one.paper.open() as file:
            pdf = file.read()
        assert hashlib.sha256(pdf).hexdigest() == one.sha256
        assert signing.check(pdf).valid


def test_issuing_twice_changes_nothing(decided: Case) -> None:
    services.issue(decided.pk)
    before = list(Certificate.objects.values()), list(Batch.objects.values()), Event.objects.count()
    services.issue(decided.pk)
    assert before == (
        list(Certificate.objects.values()),
        list(Batch.objects.values()),
        Event.objects.count(),
    )


FAULTS = (
    "bundles.issuance.services.reserve.casework.take_results",
    "bundles.issuance.services.issue.produce",
    "bundles.papers.services.signing.sign",
    "bundles.papers.services.Paper.objects.get_or_create",
    "bundles.issuance.services.produce.timezone.now",
    "bundles.issuance.manifest.signing.sign_text",
    "bundles.issuance.services.issue.finish",
    "bundles.issuance.services.finish.casework.note",
    "bundles.issuance.services.finish.casework.mark_issued",
)
"""After each step of issuing, in the order they come."""


def test_a_fault_after_every_step_in_turn_never_makes_a_second_number_or_paper(
    decided: Case,
) -> None:
    numbers: set[Any] = set()
    papers: set[Any] = set()
    for fault in FAULTS:
        with patch(fault, side_effect=ConnectionError("lost")), pytest.raises(ConnectionError):
            services.issue(decided.pk)
        assert not Certificate.objects.filter(issued_at__isnull=False).exists()
        numbered = set(Certificate.objects.values_list("work_item_id", "number", "electronic_id"))
        assert numbers in (set(), numbered), fault
        printed = set(Paper.objects.values_list("kind", "subject", "sha256"))
        assert papers <= printed, fault
        numbers, papers = numbered, printed
    services.issue(decided.pk)
    after = set(Certificate.objects.values_list("work_item_id", "number", "electronic_id"))
    assert after == numbers
    assert len(after) == 6
    assert Paper.objects.count() == 7
    assert Batch.objects.count() == 1
    assert Event.objects.filter(kind="issuance.issued").count() == 1
    assert decided.submission.state is SubmissionStatus.ISSUED


def test_an_unprintable_result_lands_on_a_desk_after_five_tries(decided: Case) -> None:
    decision = Decision.objects.get(work_item__submission=decided.pk, work_item__key="E1")
    decision.result = {**decision.result, "scope": "牧歌ᠮ"}
    decision.save()
    for _ in range(7):
        machine.step("issue", decided.pk, services.issue)
    stalled = MachineStep.objects.get(name="issue")
    assert stalled.failures == 5
    assert stalled.stalled_at is not None
    assert "U+182E" in stalled.error
    assert Certificate.objects.count() == 6
    assert not Certificate.objects.filter(issued_at__isnull=False).exists()


def test_finishing_before_everything_is_produced_is_refused(decided: Case) -> None:
    batch = services.reserve(decided.pk)
    assert batch is not None
    with pytest.raises(NotProduced):
        services.finish(batch.pk)


def test_nothing_is_issued_while_the_review_goes_on(in_review: Case) -> None:
    in_review.approve("E1")
    assert services.reserve(in_review.pk) is None
    assert not Certificate.objects.exists()


def test_what_is_asked_for_early_goes_first_and_the_last_batch_lists_all(in_review: Case) -> None:
    in_review.approve("E1", "E2")
    casework.ask_for_results(in_review.pk, by=Actor.for_applicant(in_review.applicant))
    services.issue(in_review.pk)
    first = Batch.objects.get(submission=in_review.pk)
    assert not first.final
    assert [one["item"] for one in first.manifest["results"]] == ["E1", "E2"]
    assert in_review.submission.state is SubmissionStatus.IN_REVIEW
    in_review.approve_everything()
    services.issue(in_review.pk)
    last = Batch.objects.get(submission=in_review.pk, final=True)
    assert [one["item"] for one in last.manifest["results"]] == ["E3", "E4", "E5", "E6"]
    assert [one["item"] for one in last.manifest["earlier"]] == ["E1", "E2"]
    assert Certificate.objects.count() == 6
    assert Certificate.objects.values("work_item").distinct().count() == 6


def test_a_batch_left_open_is_finished_before_the_rest_goes_out(in_review: Case) -> None:
    in_review.approve("E1")
    Submission.objects.filter(pk=in_review.pk).update(issue_at=timezone.now() - timedelta(hours=1))
    left_open = services.reserve(in_review.pk)
    in_review.approve_everything()
    services.issue(in_review.pk)
    batches = list(Batch.objects.filter(submission=in_review.pk))
    assert batches[0] == left_open
    assert [batch.final for batch in batches] == [False, True]
    assert all(batch.issued_at for batch in batches)


def test_a_batch_left_open_while_others_review_is_swept_for_until_it_is_out(
    in_review: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker killed between two steps loses time, never a licence (T9, T26)."""
    heard: list[int] = []
    monkeypatch.setitem(bells._listeners, Fact.READY, [heard.append])
    in_review.approve("E1")
    Submission.objects.filter(pk=in_review.pk).update(issue_at=timezone.now() - timedelta(hours=1))
    assert services.reserve(in_review.pk) is not None
    sweep()
    assert heard == [in_review.pk]
    for _ in range(5):
        with patch("bundles.issuance.services.issue.produce", side_effect=ConnectionError("lost")):
            machine.step("issue", in_review.pk, services.issue)
    heard.clear()
    sweep()
    assert heard == [], "it stands on a desk now"
    MachineStep.objects.all().delete()
    services.issue(in_review.pk)
    sweep()
    assert heard == []
    assert in_review.submission.state is SubmissionStatus.IN_REVIEW


def test_nothing_rings_for_a_case_that_has_nothing_to_give(
    in_review: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    in_review.approve("E1")
    own = Actor.for_applicant(in_review.applicant)
    casework.ask_for_results(in_review.pk, by=own)
    services.issue(in_review.pk)
    in_review.approve("E2")
    casework.ask_for_results(in_review.pk, by=own)
    services.issue(in_review.pk)
    for key in ("E3", "E4", "E5"):  # only the bank is left, which holds nobody back
        casework.withdraw_item(in_review.item(key).pk, by=own)
    assert in_review.submission.state is SubmissionStatus.IN_REVIEW
    assert in_review.submission.issue_at is None
    monkeypatch.setitem(bells._listeners, Fact.READY, [heard.append])
    with patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=30)):
        sweep()
    assert heard == []


def test_a_case_given_up_during_issuance_still_hands_over_what_was_decided(
    in_review: Case,
) -> None:
    in_review.approve("E1")
    own = Actor.for_applicant(in_review.applicant)
    casework.ask_for_results(in_review.pk, by=own)
    batch = services.reserve(in_review.pk)
    assert batch is not None
    casework.withdraw(in_review.pk, by=own)
    services.issue(in_review.pk)
    assert in_review.submission.state is SubmissionStatus.ISSUED
    assert list(Certificate.objects.values_list("work_item__key", flat=True)) == ["E1"]
    assert Batch.objects.get().issued_at is not None


def test_a_case_with_nothing_approved_is_closed_without_a_batch(in_review: Case) -> None:
    in_review.reject("E1")
    services.issue(in_review.pk)
    assert in_review.submission.state is SubmissionStatus.CLOSED
    assert not Batch.objects.exists()


def test_the_manifest_is_signed_and_holds_no_persons_data(decided: Case) -> None:
    services.issue(decided.pk)
    batch = Batch.objects.get(submission=decided.pk)
    assert manifest.holds(batch)
    assert "张敏" not in str(batch.manifest)
    batch.manifest["results"][0]["sha256"] = "0" * 64
    assert not manifest.holds(batch)
    batch.refresh_from_db()
    Certificate.objects.filter(batch=batch).update(sha256="1" * 64)
    assert not manifest.holds(batch)


def test_numbers_and_identifiers_carry_the_right_check_characters(decided: Case) -> None:
    services.issue(decided.pk)
    for one in Certificate.objects.all():
        assert one.number[-1] == check_char(one.number[:-1])
        *root, kind, issuer, serial, version, check = one.electronic_id.split(".")
        assert ".".join(root) == "1.2.156.3005.2"
        assert len(kind) == 21
        assert len(version) == 3
        assert issuer == one.issuer_uscc
        assert check == check_char(kind + issuer + serial + version)


def test_the_papers_of_a_case_stay_where_they_are_when_a_row_is_printed_again(
    decided: Case,
) -> None:
    services.issue(decided.pk)
    licence = Certificate.objects.get(work_item__key="E1")
    Certificate.objects.filter(pk=licence.pk).update(paper=None, issued_at=None)
    services.produce(licence.batch_id)
    licence.refresh_from_db()
    assert licence.paper == Paper.objects.get(kind=PaperKind.BUSINESS_LICENCE)


def test_check_code_and_holder_are_sealed_in_the_database(decided: Case) -> None:
    services.issue(decided.pk)
    one = Certificate.objects.get(work_item__key="E1")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT check_code, holder FROM issuance_certificate WHERE id = %s", [one.pk]
        )
        raw: Any = cursor.fetchone()
    assert one.check_code not in str(raw)
    assert COMPANY not in str(raw)
