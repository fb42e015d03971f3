import hashlib
import logging
import threading
import tracemalloc
from collections.abc import Callable
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import translation
from pytest_django import Settings

from applicants import exceptions as refused
from applicants.documents import open_document, record_scan, store
from applicants.models import Applicant, Document, ScanState
from applicants.selectors import document_of, documents_of
from tests.applicants.samples import MENGKE_ID, SARULA_ID, Someone, jpeg, pdf, png

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 2000


def keep(owner: Applicant, content: bytes, name: str) -> Document:
    return store(owner, BytesIO(content), name=name, by=Someone(id=owner.pk))


def kept_files(vault: Path) -> list[Path]:
    return [path for path in vault.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "name", "media_type", "pages"),
    [
        (pdf(pages=3), "公司章程.pdf", "application/pdf", 3),
        (jpeg(), "身份证正面.JPG", "image/jpeg", None),
        (jpeg(), "身份证反面.jpeg", "image/jpeg", None),
        (png(), "门头效果图.png", "image/png", None),
    ],
)
def test_what_was_stored_is_given_back(
    sarula: Applicant, content: bytes, name: str, media_type: str, pages: int | None
) -> None:
    document = keep(sarula, content, name)
    document.refresh_from_db()
    assert (document.media_type, document.pages) == (media_type, pages)
    assert document.name == name
    assert document.stored_by == f"applicant:{sarula.pk}"
    with open_document(document) as file:
        kept = file.read()
    assert document.size == len(kept)
    assert document.sha256 == hashlib.sha256(kept).hexdigest()
    assert kept == content if media_type == "application/pdf" else kept[:4] == content[:4]


def test_what_was_kept_of_a_photograph_is_known_when_it_comes_again(
    sarula: Applicant, keys_and_vault: Path
) -> None:
    document = keep(sarula, jpeg(900, 600), "身份证.jpg")
    with open_document(document) as file:
        kept = file.read()
    assert keep(sarula, kept, "下载的身份证.jpg") == document
    assert keep(sarula, jpeg(900, 600), "身份证.jpg") != document  # other noise
    assert len(kept_files(keys_and_vault)) == 2


def test_the_same_content_again_is_the_same_document(
    sarula: Applicant, keys_and_vault: Path
) -> None:
    first = keep(sarula, png(), "门头.png")
    assert keep(sarula, png(), "换个名字.png") == first
    assert Document.objects.get().name == "门头.png"
    assert len(kept_files(keys_and_vault)) == 1


def test_two_owners_of_one_content_have_a_document_each(
    sarula: Applicant, mengke: Applicant, keys_and_vault: Path
) -> None:
    assert keep(sarula, png(), "门头.png") != keep(mengke, png(), "门头.png")
    assert len(kept_files(keys_and_vault)) == 1


def test_a_document_is_found_only_by_its_owner(sarula: Applicant, mengke: Applicant) -> None:
    document = keep(sarula, png(), "门头.png")
    assert document_of(sarula, document.pk) == document
    assert list(documents_of(mengke)) == []
    with pytest.raises(Document.DoesNotExist):
        document_of(mengke, document.pk)


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (EXE, "安装.exe", refused.WrongType),
        (EXE, "公司章程.pdf", refused.TypeMismatch),
        (pdf(), "公司章程.exe", refused.WrongType),
        (pdf(), "公司章程.pdf.exe", refused.WrongType),
        (pdf(), "身份证.jpg", refused.TypeMismatch),
        (jpeg(), "身份证.png", refused.TypeMismatch),
        (EXE + pdf(), "公司章程.pdf", refused.TypeMismatch),
        (b"<html><script>", "公司章程.pdf", refused.TypeMismatch),
        (b"", "公司章程.pdf", refused.Empty),
        (b"%PDF-1.7\nnothing more", "公司章程.pdf", refused.Damaged),
        (pdf()[:100], "公司章程.pdf", refused.Damaged),
        (pdf(password="123456"), "公司章程.pdf", refused.Encrypted),
        (pdf(pages=0), "公司章程.pdf", refused.Damaged),
        (pdf()[:-40], "公司章程.pdf", refused.Damaged),
        (jpeg(400, 400)[:-2000], "身份证.jpg", refused.Damaged),
        (b"\xff\xd8\xff\xe0", "身份证.jpg", refused.Damaged),
        (png(400, 400)[:-20], "门头.png", refused.Damaged),
        (png().replace(b"IDAT", b"IDAX"), "门头.png", refused.Damaged),
        (png(8000, 8000), "门头.png", refused.TooManyPixels),
        (png(), "门头\0.png", refused.BadName),
        (png(), "门头\u202egnp.png", refused.BadName),
        (png(), "门头\ud800.png", refused.BadName),
        (png(), ".png", refused.BadName),
        (png(), "../", refused.BadName),
        (png(), "", refused.BadName),
        (png(), "???.png", refused.BadName),
        (b"\0\0\0 ftypheic", "照片.HEIC", refused.WrongType),
        (b"PK\x03\x04", "合同.docx", refused.WrongType),
    ],
)
def test_what_cannot_be_used_is_refused_in_words_and_not_kept(
    sarula: Applicant,
    keys_and_vault: Path,
    content: bytes,
    name: str,
    refusal: type[refused.DocumentRefused],
) -> None:
    with translation.override("zh-hans"), pytest.raises(refusal) as error:
        keep(sarula, content, name)
    assert type(error.value) is refusal
    assert error.value.code == refusal.code
    assert "请" in str(error.value) or "只能" in str(error.value)
    assert "{" not in str(error.value)
    assert not Document.objects.exists()
    assert kept_files(keys_and_vault) == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("C:\\fakepath\\章程.pdf", "章程.pdf"),
        ("../../etc/章程.pdf", "章程.pdf"),
        ("  章  程 .pdf. ", "章 程 .pdf"),
        ("章" * 300 + ".pdf", "章" * 116 + ".pdf"),
        ("ᠪᠠᠭᠠᠲᠤᠷ᠎ᠠ.pdf", "ᠪᠠᠭᠠᠲᠤᠷ᠎ᠠ.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("com1.章程.pdf", "_com1.章程.pdf"),
        ("控制.pdf", "控制.pdf"),
        ('章<程>:"|?*.pdf', "章_程______.pdf"),
        ("..章程.pdf", "章程.pdf"),
        ("章\ufeff程\u200b.pdf", "章程.pdf"),
    ],
)
def test_names_are_cleaned(sarula: Applicant, typed: str, shown: str) -> None:
    assert keep(sarula, pdf(), typed).name == shown


class Endless(RawIOBase):
    """An upload of 200 MB, counting how much of it anybody wanted."""

    def __init__(self, size: int = 200 * 1024 * 1024) -> None:
        self.left, self.taken = size, 0

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= 1024 * 1024, "read in pieces, please"
        piece = min(size, self.left)
        self.left, self.taken = self.left - piece, self.taken + piece
        return b"%PDF-1.7" + b"x" * (piece - 8)


def test_200_mb_are_refused_at_the_limit_and_not_held_in_memory(
    sarula: Applicant, settings: Settings, keys_and_vault: Path
) -> None:
    settings.DOCUMENT_MAX_BYTES = 20 * 1024 * 1024
    upload: Any = Endless()
    tracemalloc.start()
    with translation.override("zh-hans"), pytest.raises(refused.TooLarge, match="20 MB"):
        store(sarula, upload, name="录像.pdf", by=Someone())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert upload.taken < 21 * 1024 * 1024
    assert peak < 8 * 1024 * 1024
    assert kept_files(keys_and_vault) == []


def test_an_upload_that_says_it_is_too_large_is_not_read(sarula: Applicant) -> None:
    upload: Any = Endless()
    upload.size = upload.left
    with pytest.raises(refused.TooLarge):
        store(sarula, upload, name="录像.pdf", by=Someone())
    assert upload.taken == 0


def test_an_upload_of_django_is_taken_as_it_is(sarula: Applicant) -> None:
    upload = SimpleUploadedFile("章程.pdf", pdf(), content_type="image/png")
    document = store(sarula, upload, name=upload.name or "", by=Someone("agent", 7))
    assert document.media_type == "application/pdf"
    assert document.stored_by == "agent:7"


def test_a_pixel_limit_of_the_place_is_kept(sarula: Applicant, settings: Settings) -> None:
    settings.DOCUMENT_MAX_PIXELS = 10_000
    with pytest.raises(refused.TooManyPixels):
        keep(sarula, png(101, 100), "门头.png")
    assert keep(sarula, jpeg(100, 100), "门头.jpg")


def test_not_yet_scanned_is_a_state_and_the_file_can_be_read(sarula: Applicant) -> None:
    document = keep(sarula, png(), "门头.png")
    assert document.scan_state == ScanState.WAITING
    open_document(document).close()
    assert record_scan(document.sha256, clean=True) == 1
    document.refresh_from_db()
    assert document.scan_state == ScanState.CLEAN


def test_what_the_scanner_refused_is_given_to_nobody(sarula: Applicant, mengke: Applicant) -> None:
    documents = [keep(owner, png(), "门头.png") for owner in (sarula, mengke)]
    assert record_scan(documents[0].sha256, clean=False) == 2
    for owner, document in zip((sarula, mengke), documents, strict=True):
        document.refresh_from_db()
        assert list(documents_of(owner)) == []
        with pytest.raises(refused.NotSafe):
            open_document(document)
    with pytest.raises(refused.NotSafe):
        keep(sarula, png(), "又来了.png")


def test_rows_files_and_logs_tell_nothing_about_the_person(
    sarula: Applicant, keys_and_vault: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    marked = pdf() + f"\n%{SARULA_ID} 13847981234 {MENGKE_ID}\n".encode()
    keep(sarula, marked, f"萨茹拉{SARULA_ID}.pdf")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT applicants_applicant::text FROM applicants_applicant "
            "UNION ALL SELECT applicants_document::text FROM applicants_document"
        )
        rows = "\n".join(row for (row,) in cursor.fetchall())
    everything = rows.encode() + caplog.text.encode()
    for path in kept_files(keys_and_vault):
        everything += path.read_bytes() + str(path).encode()
    assert len(rows.splitlines()) == 2
    for secret in (SARULA_ID, MENGKE_ID, "13847981234", "萨茹拉"):
        assert secret.encode() not in everything
        assert secret.encode("utf-16-le") not in everything


@pytest.mark.django_db(transaction=True)
def test_the_same_upload_twice_at_once_is_one_document(sarula: Applicant) -> None:
    ready = threading.Barrier(4)
    found: list[int] = []

    def upload() -> None:
        ready.wait()
        try:
            found.append(keep(sarula, png(), "门头.png").pk)
        finally:
            connection.close()

    run_together(upload, 4)
    assert len(found) == 4
    assert set(found) == {Document.objects.get().pk}


def run_together(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
