"""What a stranger learns from a number with its check code, a QR code or a file."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from applicants.models import Applicant
from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours, SecondOfficialNeeded
from bundles.casework.selectors.review import review_hash
from bundles.issuance import services
from bundles.issuance.making import context_of
from bundles.issuance.models import Batch, Certificate
from bundles.issuance.verification import (
    Checked,
    Verdict,
    by_code,
    by_file,
    by_number,
    by_payload,
)
from bundles.papers import payload, qr_keys
from bundles.papers.kinds import PaperKind
from bundles.papers.links import verify_link
from bundles.papers.models import Paper
from bundles.papers.services import print_due
from tests.cases import signed
from tests.issuance.cases import COMPANY, Case
from tests.issuance.test_handover import ZHANG


@pytest.fixture
def licence(decided: Case) -> Certificate:
    services.issue(decided.pk)
    return Certificate.objects.get(work_item__key="E1")


def pdf_of(paper: Paper | None) -> bytes:
    assert paper is not None
    with paper.open() as file:
        return file.read()


def code_of(certificate: Certificate) -> str:
    return context_of(certificate).link


def test_number_and_check_code_tell_what_is_printed(licence: Certificate) -> None:
    told = by_number(licence.number, licence.check_code)
    assert told.verdict is Verdict.VALID
    assert told.paper is not None
    assert told.paper.holder == COMPANY
    assert told.paper.issuer == "乌拉盖管理区市场监督管理局"
    assert told.paper.valid_until is None


def test_typing_with_spaces_and_small_letters_is_forgiven(licence: Certificate) -> None:
    typed = f" {licence.number[:6]} {licence.number[6:].lower()} "
    assert by_number(typed, licence.check_code.lower().replace("-", " ")).ours


def test_a_wrong_check_code_is_answered_like_an_unknown_number(licence: Certificate) -> None:
    answers = {
        by_number(number, code)
        for number, code in (
            (licence.number, "AAAA-AAAA"),
            (licence.number, ""),
            (licence.number, "校验码"),
            ("ZZ152571202611230000010", licence.check_code),
            ("", ""),
            ("\x00", "\x00"),
            ("9" * 5000, "9"),
        )
    }
    assert len(answers) == 1
    assert answers.pop().verdict is Verdict.UNKNOWN


def test_the_printed_code_verifies_and_names_its_key(licence: Certificate) -> None:
    told = by_code(code_of(licence))
    assert told.verdict is Verdict.VALID
    assert told.paper is not None
    assert told.paper.number == licence.number
    assert told.key == qr_keys.qr_key().name
    assert told.checks == (
        (Checked.CODE_SIGNATURE, True),
        (Checked.RECORD, True),
        (Checked.STANDING, True),
    )


def test_the_plain_link_of_an_earlier_paper_still_verifies(licence: Certificate) -> None:
    assert by_code(verify_link(licence.number, licence.check_code)).ours


@pytest.mark.parametrize(
    "text", ["", "https://example.org/", "http://[", "number=1&" * 50, "\x00", "WIFI:S:x;;"]
)
def test_any_other_code_is_unknown(licence: Certificate, text: str) -> None:
    assert by_code(text).verdict is Verdict.UNKNOWN


def test_a_true_code_on_somebody_elses_site_is_a_forgery(licence: Certificate) -> None:
    signed = code_of(licence).partition("/V/")[2]
    assert by_code(f"HTTPS://ZWFW.EXAMPLE.COM/V/{signed}").verdict is Verdict.FORGED


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_changed_code_is_altered(licence: Certificate, place: float) -> None:
    signed = code_of(licence).partition("/V/")[2]
    at = int(len(signed) * place)
    other = "A" if signed[at] != "A" else "B"
    told = by_payload(signed[:at] + other + signed[at + 1 :])
    assert told.verdict is Verdict.ALTERED
    assert told.paper is None


def test_a_code_signed_elsewhere_is_a_forgery(
    licence: Certificate, settings: Any, tmp_path: Path
) -> None:
    here = settings.SIGNING_DIR
    settings.SIGNING_DIR = tmp_path / "elsewhere"
    forged = code_of(licence)
    settings.SIGNING_DIR = here
    assert by_code(forged).verdict is Verdict.FORGED


def test_a_code_is_bound_to_the_very_content_of_its_paper(licence: Certificate) -> None:
    said = payload.read(code_of(licence).partition("/V/")[2]).payload
    assert said is not None
    told = by_payload(payload.sign(replace(said, digest="0" * 16)))
    assert told.verdict is Verdict.UNKNOWN
    assert (Checked.RECORD, False) in told.checks


def test_the_issued_file_is_known_and_one_changed_byte_makes_it_altered(
    licence: Certificate,
) -> None:
    pdf = pdf_of(licence.paper)
    told = by_file(io.BytesIO(pdf))
    assert told.verdict is Verdict.VALID
    assert told.checks[:2] == ((Checked.FILE, True), (Checked.PDF_SIGNATURE, True))
    for changed in (pdf[:-1] + b" ", pdf + b"\n", pdf.replace(b"/Title", b"/Tytle")):
        assert by_file(io.BytesIO(changed)).verdict is Verdict.ALTERED
    for foreign in (b"", b"%PDF-1.7 nothing of ours"):
        assert by_file(io.BytesIO(foreign)).verdict is Verdict.UNKNOWN


def test_reserved_is_not_issued(decided: Case) -> None:
    batch = services.reserve(decided.pk)
    assert batch is not None
    services.produce(batch.pk)
    one = Certificate.objects.get(work_item__key="E1")
    listed = Paper.objects.get(kind=PaperKind.MANIFEST)
    assert not by_number(one.number, one.check_code).ours
    assert not by_code(code_of(one)).ours
    assert not by_file(io.BytesIO(pdf_of(one.paper))).ours
    assert not by_file(io.BytesIO(pdf_of(listed))).ours


def test_an_expired_certificate_says_so(licence: Certificate) -> None:
    Certificate.objects.filter(pk=licence.pk).update(valid_until=date(2020, 1, 1))
    told = by_number(licence.number, licence.check_code)
    assert told.verdict is Verdict.EXPIRED
    assert told.checks[-1] == (Checked.STANDING, False)


def test_every_letter_verifies_by_its_file_and_by_its_code(decided: Case) -> None:
    services.issue(decided.pk)
    batch = Batch.objects.get()
    decided.receive_seals()
    services.hand_over(batch.pk, receiver=ZHANG, method="窗口领取", by=decided.clerk)
    services.handover_record(batch.pk)
    print_due(decided.pk)
    letters = Paper.objects.filter(certificate__isnull=True)
    assert set(letters.values_list("kind", flat=True)) == {
        PaperKind.RECEIPT,
        PaperKind.ACCEPTANCE,
        PaperKind.MANIFEST,
        PaperKind.HANDOVER,
    }
    for letter in letters:
        told = by_file(io.BytesIO(pdf_of(letter)))
        assert told.verdict is Verdict.VALID, letter.kind
        assert told.paper is not None
        assert told.paper.letter
        assert told.paper.number == letter.number


def test_the_code_of_a_letter_masks_the_person(decided: Case) -> None:
    kept: list[str] = []

    def sign(said: payload.Payload) -> str:
        kept.append(payload.sign(said))
        return kept[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bundles.papers.links.sign", sign)
        print_due(decided.pk)
    assert len(kept) == 2
    name = Applicant.objects.get(pk=decided.applicant.pk).name
    for text in kept:
        told = by_payload(text)
        assert told.verdict is Verdict.VALID
        assert told.paper is not None
        assert name not in str(payload.read(text))
        assert name not in str(told)


def test_a_receipt_is_replaced_when_the_case_is_filed_again(submitted: Case) -> None:
    own = Actor.for_applicant(submitted.applicant)
    print_due(submitted.pk)
    first = Paper.objects.get(kind=PaperKind.RECEIPT)
    casework.take_back(submitted.pk, by=own)
    signed(submitted.submission)
    casework.apply(submitted.pk, reviewed=review_hash(submitted.submission), by=own)
    print_due(submitted.pk)
    second = Paper.objects.filter(kind=PaperKind.RECEIPT).latest("pk")
    assert by_file(io.BytesIO(pdf_of(first))).verdict is Verdict.REPLACED
    assert by_file(io.BytesIO(pdf_of(second))).verdict is Verdict.VALID


def test_revoking_takes_two_officials_of_the_department(
    decided: Case, licence: Certificate
) -> None:
    reviewer, decider = decided.reviewer("E1"), decided.decider("E1")
    with pytest.raises(SecondOfficialNeeded):
        services.revoke(licence.pk, reviewed_by=decider, by=decider)
    with pytest.raises(SecondOfficialNeeded):
        services.revoke(licence.pk, reviewed_by=decider, by=reviewer)
    with pytest.raises(NotYours):
        services.revoke(licence.pk, reviewed_by=reviewer, by=decided.decider("E2"))
    services.revoke(licence.pk, reviewed_by=reviewer, by=decider)
    for told in (by_number(licence.number, licence.check_code), by_code(code_of(licence))):
        assert told.verdict is Verdict.REVOKED
        assert told.paper is not None
        assert told.paper.revoked_on is not None
