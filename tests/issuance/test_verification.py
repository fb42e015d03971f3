"""What a stranger learns from a number with its check code, a QR code or a file."""

import io
from datetime import date

import pytest

from bundles.casework.exceptions import NotYours, SecondOfficialNeeded
from bundles.issuance import services
from bundles.issuance.making import context_of
from bundles.issuance.models import Certificate
from bundles.issuance.verification import Standing, by_number, by_qr, is_issued_pdf
from tests.issuance.cases import COMPANY, Case


@pytest.fixture
def licence(decided: Case) -> Certificate:
    services.issue(decided.pk)
    return Certificate.objects.get(work_item__key="E1")


def pdf_of(certificate: Certificate) -> bytes:
    assert certificate.paper is not None
    with certificate.paper.open() as file:
        return file.read()


def test_number_and_check_code_tell_what_is_printed(licence: Certificate) -> None:
    told = by_number(licence.number, licence.check_code)
    assert told is not None
    assert told.status is Standing.VALID
    assert told.holder == COMPANY
    assert told.issuer == "乌拉盖管理区市场监督管理局"
    assert told.valid_until is None


def test_typing_with_spaces_and_small_letters_is_forgiven(licence: Certificate) -> None:
    typed = f" {licence.number[:6]} {licence.number[6:].lower()} "
    assert by_number(typed, licence.check_code.lower().replace("-", " ")) is not None


def test_a_wrong_check_code_is_answered_like_an_unknown_number(licence: Certificate) -> None:
    for number, code in (
        (licence.number, "AAAA-AAAA"),
        (licence.number, ""),
        (licence.number, "校验码"),
        ("ZZ152571202611230000010", licence.check_code),
        ("", ""),
        ("\x00", "\x00"),
        ("9" * 5000, "9"),
    ):
        assert by_number(number, code) is None


def test_the_printed_qr_code_verifies(licence: Certificate) -> None:
    told = by_qr(context_of(licence).link)
    assert told is not None
    assert told.number == licence.number
    for nonsense in ("", "https://example.org/", "http://[", "number=1&" * 50, "\x00"):
        assert by_qr(nonsense) is None


def test_the_issued_file_is_known_and_one_changed_byte_is_not(licence: Certificate) -> None:
    pdf = pdf_of(licence)
    told = is_issued_pdf(io.BytesIO(pdf))
    assert told is not None
    assert told.number == licence.number
    assert is_issued_pdf(io.BytesIO(pdf[:-1] + b" ")) is None
    assert is_issued_pdf(io.BytesIO(b"")) is None


def test_reserved_is_not_issued(decided: Case) -> None:
    batch = services.reserve(decided.pk)
    assert batch is not None
    services.produce(batch.pk)
    one = Certificate.objects.get(work_item__key="E1")
    assert by_number(one.number, one.check_code) is None
    assert is_issued_pdf(io.BytesIO(pdf_of(one))) is None


def test_an_expired_certificate_says_so(licence: Certificate) -> None:
    Certificate.objects.filter(pk=licence.pk).update(valid_until=date(2020, 1, 1))
    told = by_number(licence.number, licence.check_code)
    assert told is not None
    assert told.status is Standing.EXPIRED


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
    told = by_number(licence.number, licence.check_code)
    assert told is not None
    assert told.status is Standing.REVOKED
    assert told.revoked_on is not None
