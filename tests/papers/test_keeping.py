"""Each letter of a case is printed once, when the facts call for it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import TestCase
from django.utils import timezone

from applicants.models import Applicant
from bundles.casework import bells, machine
from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.models import Correction as CorrectionAsked
from bundles.casework.models import MachineStep, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.catalogue import versions
from bundles.papers import services, tasks
from bundles.papers.exceptions import UnprintableText
from bundles.papers.kinds import PaperKind
from bundles.papers.lingering import unprinted
from bundles.papers.models import Paper
from bundles.papers.signing import check
from departments import selectors
from tests.cases import signed
from tests.issuance import cases
from tests.issuance.cases import Case
from tests.papers.samples import sample
from tests.papers.test_printing import text_of


@pytest.fixture(autouse=True)
def own_vault_and_key(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.SIGNING_DIR = tmp_path / "signing"
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": tmp_path / "vault"}}
    settings.STORAGES = {**settings.STORAGES, "vault": vault}
    yield
    versions.forget()
    selectors.forget()


@pytest.fixture
def case(db: None) -> Case:
    return cases.submitted()


def read(paper: Paper) -> str:
    with paper.open() as file:
        pdf = file.read()
    assert check(pdf).valid
    return text_of(pdf)


def of_kind(case: Case, kind: PaperKind) -> Paper:
    return Paper.objects.get(submission=case.pk, kind=kind)


def test_the_receipt_lists_what_was_handed_in_and_masks_the_person(case: Case) -> None:
    services.print_due(case.pk)
    printed = read(of_kind(case, PaperKind.RECEIPT))
    assert str(case.submission.number) in printed
    assert "公司章程" in printed
    assert "1525**********2518" in printed
    assert "152531199003072518" not in printed
    assert "13804790001" not in printed


def test_printing_again_gives_the_same_papers(case: Case) -> None:
    first = services.print_due(case.pk)
    assert services.print_due(case.pk) == first
    assert Paper.objects.count() == len(first) == 1


def test_acceptance_names_both_limits_of_every_item(case: Case) -> None:
    casework.accept(case.pk, seen=case.submission.revision, by=case.clerk)
    services.print_due(case.pk)
    printed = read(of_kind(case, PaperKind.ACCEPTANCE))
    assert "决定予以受理" in printed
    assert "0.5个工作日" in printed
    assert "乌拉盖管理区公安局" in printed


def test_a_correction_notice_names_every_defect_at_once(case: Case) -> None:
    casework.return_for_correction(
        case.pk,
        seen=case.submission.revision,
        defects=[
            Defect("material:M08", "租赁合同缺少签名页。"),
            Defect("field:scope.text", "请改用规范表述。"),
        ],
        by=case.clerk,
    )
    services.print_due(case.pk)
    printed = read(of_kind(case, PaperKind.CORRECTION))
    assert "租赁合同缺少签名页。" in printed
    assert "经营范围：经营范围" in printed


def test_a_refusal_gives_reasons_and_remedies(case: Case) -> None:
    casework.refuse(
        case.pk, seen=case.submission.revision, reasons="不属于本机关管辖。", by=case.clerk
    )
    services.print_due(case.pk)
    printed = read(of_kind(case, PaperKind.REFUSAL))
    assert "不属于本机关管辖。" in printed
    assert "锡林郭勒盟行政公署" in printed


def test_a_rejected_registration_is_told_with_what_falls_with_it(case: Case) -> None:
    casework.accept(case.pk, seen=case.submission.revision, by=case.clerk)
    casework.fan_out(case.pk)
    case.reject("E1")
    services.print_due(case.pk)
    printed = read(of_kind(case, PaperKind.REJECTION))
    assert "不予登记决定书" in printed
    assert "住所与使用证明不一致。" in printed
    assert "东乌珠穆沁旗人民法院" in printed
    assert case.item("E1").number in printed


def test_the_sweep_finds_what_was_never_printed(case: Case) -> None:
    assert list(unprinted(timezone.now())) == [case.pk]
    services.print_due(case.pk)
    assert list(unprinted(timezone.now())) == []
    casework.accept(case.pk, seen=case.submission.revision, by=case.clerk)
    assert list(unprinted(timezone.now())) == [case.pk]


def test_an_unprintable_name_lands_on_a_desk_and_is_left_alone(case: Case) -> None:
    Applicant.objects.filter(pk=case.applicant.pk).update(name="敖登ᠮ")
    for _ in range(6):
        machine.step("papers", case.pk, services.print_due)
    stalled = MachineStep.objects.get(submission=case.pk, name="papers")
    assert stalled.failures == 5
    assert "U+182E" in stalled.error
    assert list(unprinted(timezone.now())) == []
    with pytest.raises(UnprintableText):
        services.print_due(case.pk)


def test_the_second_of_two_printers_gets_the_paper_of_the_first(case: Case) -> None:
    def keep() -> Paper:
        return services.keep(
            PaperKind.RECEIPT,
            "filing:race",
            case.pk,
            lambda: sample(PaperKind.RECEIPT),
            number="1",
        )

    with patch("bundles.papers.services.signing.sign", side_effect=lambda pdf: pdf + b"%1"):
        first = keep()
    with patch("bundles.papers.services.Paper.objects.filter") as nothing_yet:
        nothing_yet.return_value.first.return_value = None
        assert keep() == first
    assert Paper.objects.get(subject="filing:race").sha256 == first.sha256
    assert Submission.objects.count() == 1


def test_a_case_taken_back_and_handed_in_again_has_corrected_nothing(case: Case) -> None:
    own = Actor.for_applicant(case.applicant)
    casework.take_back(case.pk, by=own)
    casework.apply(case.pk, reviewed=review_hash(case.submission), by=own)
    first, second = services.print_due(case.pk)
    assert first.number != second.number
    for paper in (first, second):
        assert "补正" not in read(paper).split("收到")[0]


def test_an_answered_correction_has_a_receipt_of_its_own(case: Case) -> None:
    own = Actor.for_applicant(case.applicant)
    defects = [Defect("field:scope.text", "请改用规范表述。")]
    casework.return_for_correction(
        case.pk, seen=case.submission.revision, defects=defects, by=case.clerk
    )
    casework.resubmit(
        case.pk, reviewed=review_hash(case.submission), by=own, unchanged_because="没有写错。"
    )
    services.print_due(case.pk)
    papers = Paper.objects.filter(submission=case.pk, kind=PaperKind.RECEIPT).order_by("pk")
    assert ["补正" in read(paper) for paper in papers] == [False, True]
    assert len({paper.number for paper in papers}) == 2


def test_an_answer_to_a_department_is_receipted_at_once(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    casework.accept(case.pk, seen=case.submission.revision, by=case.clerk)
    casework.fan_out(case.pk)
    by = case.reviewer("E1")
    item = casework.claim(case.item("E1").pk, seen=case.item("E1").revision, by=by)
    defects = [Defect("field:scope.text", "请改用规范表述。")]
    casework.request_correction(item.pk, seen=item.revision, defects=defects, by=by)
    own = Actor.for_applicant(case.applicant)
    reviewed = review_hash(case.submission)
    with TestCase.captureOnCommitCallbacks() as bells_rung:
        casework.resubmit_item(item.pk, reviewed=reviewed, by=own, unchanged_because="没有写错。")
    rung = [call.args[0] for call in bells_rung if isinstance(call, partial)]
    assert any(tasks.print_due.delay in bells._listeners[fact] for fact in rung)


def test_a_rejection_says_which_items_of_this_case_fall_and_no_others(case: Case) -> None:
    """A company without staff never asked for insurance, so none was refused it."""
    own = Actor.for_applicant(case.applicant)
    casework.take_back(case.pk, by=own)
    questions = {**case.submission.answers["questions"], "hires_staff": False}
    casework.save_answers(case.pk, block="questions", values=questions, by=own)
    signed(case.submission)
    casework.apply(case.pk, reviewed=review_hash(case.submission), by=own)
    casework.accept(case.pk, seen=case.submission.revision, by=case.clerk)
    casework.fan_out(case.pk)
    case.reject("E1")
    services.print_due(case.pk)
    printed = read(of_kind(case, PaperKind.REJECTION))
    assert "印章" in printed
    assert "参保" not in printed


def test_one_letter_that_cannot_be_printed_keeps_no_other_back(case: Case) -> None:
    casework.return_for_correction(
        case.pk,
        seen=case.submission.revision,
        defects=[Defect("material:M08", "租赁合同缺少签名页。")],
        by=case.clerk,
    )
    asked = CorrectionAsked.objects.get(submission=case.pk)
    asked.defects = [{"about": "material:M08", "text": "缺少签名页ᠮ"}]
    asked.save()
    casework.resubmit(
        case.pk,
        reviewed=review_hash(case.submission),
        by=Actor.for_applicant(case.applicant),
        unchanged_because="没有写错。",
    )
    casework.accept(case.pk, seen=case.submission.revision, by=case.clerk)
    with pytest.raises(UnprintableText):
        services.print_due(case.pk)
    assert of_kind(case, PaperKind.ACCEPTANCE)
