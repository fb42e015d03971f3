"""What a PDF may not bring along; every bad one is a real file, built here."""

import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from applicants import exceptions as refused
from applicants import pdfs
from applicants.pdfs import page_count
from tests.applicants.samples import pdf


def written(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **more: object) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind), **more})


def opens_with(kind: str) -> bytes:
    return written(
        lambda writer: writer.root_object.update({NameObject("/OpenAction"): action(kind)})
    )


def with_xfa(writer: PdfWriter) -> None:
    form = DictionaryObject({NameObject("/XFA"): ArrayObject([TextStringObject("<xdp/>")])})
    writer.root_object[NameObject("/AcroForm")] = form


def with_film(writer: PdfWriter) -> None:
    film = DictionaryObject({NameObject("/Subtype"): NameObject("/RichMedia")})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(film)])


def with_stream(data: bytes, **more: object) -> bytes:
    def add(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream._data = data
        stream.update({NameObject(f"/{key}"): value for key, value in more.items()})
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return written(add)


def bomb() -> bytes:
    """300 MB of zeros in 300 KB."""
    packer, packed = zlib.compressobj(9), []
    packed += [packer.compress(bytes(1024 * 1024)) for _ in range(300)]
    return b"".join([*packed, packer.flush()])


def archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("run.js", "alert(1)" * 200)
    return out.getvalue()


FLATE = NameObject("/FlateDecode")
BAD = {
    "a script": (
        lambda: opens_with("/JavaScript"),
        refused.ActiveContent,
    ),
    "a script nobody calls by its name": (
        lambda: written(
            lambda writer: writer.root_object.update(
                {NameObject("/JS"): TextStringObject("app.alert(1)")}
            )
        ),
        refused.ActiveContent,
    ),
    "a program to start": (lambda: opens_with("/Launch"), refused.ActiveContent),
    "a form that sends itself": (lambda: opens_with("/SubmitForm"), refused.ActiveContent),
    "a film": (lambda: written(with_film), refused.ActiveContent),
    "a file inside": (
        lambda: written(lambda writer: writer.add_attachment("x.exe", b"MZ")),
        refused.FilesInside,
    ),
    "an archive glued to it": (lambda: pdf() + archive(), refused.FilesInside),
    "an archive that ends like a PDF": (
        lambda: pdf() + archive() + b"\n%%EOF",
        refused.FilesInside,
    ),
    "a page glued to it": (lambda: pdf() + b"<script>" * 500, refused.FilesInside),
    "an xfa form": (lambda: written(with_xfa), refused.FillableForm),
    "a bomb": (lambda: with_stream(bomb(), Filter=FLATE), refused.TooComplex),
    "a bomb packed twice": (
        lambda: with_stream(zlib.compress(bomb()), Filter=ArrayObject([FLATE, FLATE])),
        refused.TooComplex,
    ),
    "a picture of 90 000 by 90 000": (
        lambda: with_stream(
            b"",
            Subtype=NameObject("/Image"),
            Width=NumberObject(90_000),
            Height=NumberObject(90_000),
        ),
        refused.TooComplex,
    ),
    "501 pages": (lambda: pdf(pages=501), refused.TooManyPages),
    "a password": (lambda: pdf(password="1"), refused.Encrypted),
    "its end cut off": (lambda: pdf(pages=3)[:-30], refused.Damaged),
    "nothing but a name": (lambda: b"%PDF-1.7\n%%EOF", refused.Damaged),
}


@pytest.mark.parametrize("what", BAD)
def test_a_pdf_is_refused_with(what: str) -> None:
    made, refusal = BAD[what]
    content = made()
    began = time.monotonic()
    with translation.override("zh-hans"), pytest.raises(refusal) as error:
        page_count(BytesIO(content))
    assert type(error.value) is refusal
    assert "请" in str(error.value)
    assert "{" not in str(error.value)
    assert time.monotonic() - began < 10


def test_links_and_careless_endings_are_taken() -> None:
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link")})
    link[NameObject("/A")] = action("/URI")
    linked = written(
        lambda writer: writer.pages[0].update({NameObject("/Annots"): ArrayObject([link])})
    )
    assert page_count(BytesIO(linked)) == 1
    assert page_count(BytesIO(pdf() + b"\r\n\0\0\0")) == 1


def test_one_that_never_ends_is_given_up_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdfs, "PATIENCE", 0.3)
    examiner = pdfs.Examiner()
    monkeypatch.setattr(pdfs, "EXAMINER", pdfs.EXAMINER.parent / "never_ends.py")
    monkeypatch.setattr(pdfs.sys, "executable", "/bin/sleep")
    monkeypatch.setattr(pdfs.subprocess, "Popen", _sleeping(pdfs.subprocess.Popen))
    assert examiner.ask(pdf()) == {"refused": "too_complex"}
    monkeypatch.undo()
    assert examiner.ask(pdf()) == {"pages": 1}
    examiner.end()


def _sleeping(popen: Callable[..., object]) -> Callable[..., object]:
    return lambda _command, **more: popen(["/bin/sleep", "60"], **more)


def test_an_examiner_that_was_killed_is_replaced() -> None:
    examiner = pdfs.Examiner()
    assert examiner.ask(pdf()) == {"pages": 1}
    assert examiner._child is not None
    examiner._child.kill()
    examiner._child.wait()
    assert examiner.ask(pdf(pages=2)) == {"pages": 2}
    examiner.end()
