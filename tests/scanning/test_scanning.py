"""The scanner is asked after the file is there; not to have been asked is no verdict (T12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pytest
from django.utils import timezone

from applicants.documents import vault
from applicants.models import Applicant, Document, ScanState
from applicants.models.document import address
from portal.scanning import services
from portal.scanning.eicar import EICAR, PIECE, EicarScanner
from portal.scanning.scanners import ScannerAway, scanner
from tests.cases import a_document, an_applicant


class Away:
    def is_clean(self, stream: IO[bytes]) -> bool:
        raise ScannerAway


class Strict:
    def is_clean(self, stream: IO[bytes]) -> bool:
        return not stream.read()


@pytest.fixture
def zhang(library: None, settings: Any, tmp_path: Path) -> Iterator[Applicant]:
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": tmp_path / "vault"}}
    settings.STORAGES = {**settings.STORAGES, "vault": vault}
    return an_applicant()


def state(document: Document) -> str:
    document.refresh_from_db()
    return document.scan_state


@pytest.mark.parametrize("before", [0, 1, PIECE - 30, PIECE, 3 * PIECE - 1])
def test_the_test_virus_is_found_wherever_it_lies(before: int) -> None:
    assert not EicarScanner().is_clean(BytesIO(b"x" * before + EICAR + b"x" * 100))
    assert EicarScanner().is_clean(BytesIO(b"x" * before + EICAR[:-1]))


def test_a_clean_file_is_clean(zhang: Applicant) -> None:
    document = a_document(zhang)
    assert state(document) == ScanState.WAITING
    assert services.scan(document.sha256)
    assert state(document) == ScanState.CLEAN


def test_a_scanner_that_is_away_leaves_the_file_waiting(zhang: Applicant, settings: Any) -> None:
    settings.DOCUMENT_SCANNER = f"{__name__}.Away"
    document = a_document(zhang)
    assert not services.scan(document.sha256)
    assert state(document) == ScanState.WAITING


def test_another_scanner_is_named_in_the_settings(zhang: Applicant, settings: Any) -> None:
    settings.DOCUMENT_SCANNER = f"{__name__}.Strict"
    assert isinstance(scanner(), Strict)
    document = a_document(zhang)
    services.scan(document.sha256)
    assert state(document) == ScanState.REFUSED


def test_the_sweep_scans_what_no_bell_was_heard_for_and_stops_when_nobody_answers(
    zhang: Applicant, settings: Any
) -> None:
    documents = [a_document(zhang), a_document(zhang)]
    assert services.scan_lingering() == 0  # the bell may still be on its way
    Document.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    settings.DOCUMENT_SCANNER = f"{__name__}.Away"
    assert services.scan_lingering() == 0
    del settings.DOCUMENT_SCANNER
    settings.DOCUMENT_SCANNER = "portal.scanning.eicar.EicarScanner"
    assert services.scan_lingering() == 2
    assert {state(one) for one in documents} == {ScanState.CLEAN}


def test_a_file_that_cannot_be_read_holds_up_no_other(zhang: Applicant) -> None:
    lost, good = a_document(zhang), a_document(zhang)
    vault().delete(address(lost.sha256))
    Document.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert services.scan_lingering() == 1
    assert (state(lost), state(good)) == (ScanState.WAITING, ScanState.CLEAN)
