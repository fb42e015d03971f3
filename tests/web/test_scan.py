"""Several photographs become one PDF, with and without a script."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from applicants.documents import open_document
from applicants.models import Document
from bundles.casework.models import HandedMaterial
from portal.materials import tray
from portal.materials.models import ScanPage
from tests.web.company import QUESTIONS, begin, pdf
from tests.web.resumable.sending import Device

PURPLE, GREEN, BLUE = (120, 0, 120), (10, 120, 60), (20, 40, 200)


def photo(colour: tuple[int, int, int], name: str, size: tuple[int, int] = (300, 400)) -> BytesIO:
    """Its left edge is white, so that one sees which way it lies."""
    image = Image.new("RGB", size, colour)
    image.paste("white", (0, 0, size[0] // 4, size[1]))
    file = BytesIO()
    image.save(file, "JPEG")
    file.seek(0)
    file.name = name
    return file


@pytest.fixture(autouse=True)
def own_uploads(settings: Any, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def materials(his: Client) -> str:
    case = begin(his)
    his.post(f"{case}form/questions/", QUESTIONS)
    return f"{case}materials/"


@pytest.fixture
def scan(his: Client, materials: str) -> str:
    """The tray of M08 with three pages in it."""
    address = f"{materials}M08/scan/"
    pages = [photo(PURPLE, "1.jpg"), photo(GREEN, "2.jpg"), photo(BLUE, "3.jpg")]
    assert his.post(address, {"page": pages}).status_code == 302
    return address


def colours(kept: bytes) -> list[tuple[int, int, int]]:
    """The colour in the middle of each picture of a PDF."""
    found = []
    for page in PdfReader(BytesIO(kept)).pages:
        picture = page.images[0].image
        assert picture is not None
        found.append(picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2)))
    return found


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def made(his: Client, scan: str) -> bytes:
    answer = his.post(f"{scan}make/")
    assert answer.status_code == 302, answer.content.decode()
    with open_document(Document.objects.latest("pk")) as file:
        return file.read()


def the_pages() -> list[ScanPage]:
    return list(ScanPage.objects.all())


def test_photographs_become_the_pages_of_one_pdf(his: Client, scan: str) -> None:
    kept = made(his, scan)
    assert [near(*pair) for pair in zip(colours(kept), (PURPLE, GREEN, BLUE), strict=True)] == [
        True
    ] * 3
    handed = HandedMaterial.objects.get()
    assert handed.media_type == "application/pdf"
    assert handed.name.endswith("-扫描件.pdf")
    assert handed.document.pages == 3
    assert the_pages() == []


def test_every_page_is_a4_across_where_the_picture_is(his: Client, materials: str) -> None:
    address = f"{materials}M08/scan/"
    his.post(address, {"page": [photo(GREEN, "竖.jpg"), photo(GREEN, "横.jpg", (400, 300))]})
    his.post(f"{address}{the_pages()[0].token}/", {"do": "right"})
    kept = PdfReader(BytesIO(made(his, address)))
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in kept.pages]
    assert sizes == [(842, 595), (842, 595)]


def test_pages_are_moved_turned_and_removed(his: Client, scan: str) -> None:
    first, second, third = the_pages()
    his.post(f"{scan}{third.token}/", {"do": "up"})
    his.post(f"{scan}{first.token}/", {"do": "up"})  # goes no further
    his.post(f"{scan}{second.token}/", {"do": "remove"})
    his.post(f"{scan}{second.token}/", {"do": "remove"})  # a second click
    assert [one.pk for one in the_pages()] == [first.pk, third.pk]
    for _quarter in range(5):
        his.post(f"{scan}{first.token}/", {"do": "right"})
    his.post(f"{scan}{third.token}/", {"do": "left"})
    assert [one.turned for one in the_pages()] == [1, 3]
    small = his.get(f"{scan}{first.token}/thumbnail.jpg")
    with Image.open(BytesIO(small.content)) as shown:
        assert shown.width > shown.height
        assert min(shown.convert("RGB").getpixel((shown.width // 2, 5))) > 200  # the white edge


def test_a_page_is_taken_again_in_its_place(his: Client, scan: str) -> None:
    second = the_pages()[1]
    page = his.get(f"{scan}?retake={second.token}").content.decode()
    assert "重拍这一页" in page
    again = {"page": photo((200, 200, 0), "再拍.jpg"), "replaces": str(second.token)}
    his.post(scan, again)
    found = colours(made(his, scan))
    assert near(found[1], (200, 200, 0))
    assert len(found) == 3


def test_making_it_twice_is_once(his: Client, scan: str) -> None:
    for _click in range(2):
        assert his.post(f"{scan}make/").status_code == 302
    assert HandedMaterial.objects.count() == 1


def test_two_clicks_at_once_make_one_pdf(
    his: Client, scan: str, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """The other click has made it and emptied the tray while this one reads the pages."""
    made = tray.made

    def after_the_other(shown: list[ScanPage]) -> bytes:
        monkeypatch.setattr(tray, "made", made)
        with django_capture_on_commit_callbacks(execute=True):
            his.post(f"{scan}make/")
        return made(shown)

    monkeypatch.setattr(tray, "made", after_the_other)
    assert his.post(f"{scan}make/").status_code == 302
    assert HandedMaterial.objects.count() == 1


def test_a_page_just_removed_elsewhere_is_neither_moved_nor_shown(
    his: Client, scan: str, django_capture_on_commit_callbacks: Any
) -> None:
    page = ScanPage.objects.first()
    assert page is not None
    with django_capture_on_commit_callbacks(execute=True):
        tray.remove(ScanPage.objects.get(pk=page.pk))
    tray.move(page, 1)
    page.save(force_insert=True)  # as a request sees it that began before
    assert his.get(f"{scan}{page.token}/thumbnail.jpg").status_code == 404


def test_the_same_pages_again_are_the_same_document(his: Client, materials: str) -> None:
    for _again in range(2):
        his.post(f"{materials}M08/scan/", {"page": photo(GREEN, "1.jpg")})
        his.post(f"{materials}M08/scan/make/")
    assert Document.objects.count() == 1
    assert HandedMaterial.objects.count() == 1


def test_a_pdf_and_a_broken_photo_are_refused_beside_a_good_one(his: Client, scan: str) -> None:
    broken = BytesIO(photo(GREEN, "x").read()[:200])
    broken.name = "坏的.jpg"
    answer = his.post(scan, {"page": [pdf("合同.pdf"), broken, photo(GREEN, "好的.jpg")]})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "扫描页只能用照片" in said
    assert "“坏的.jpg”没有上传" in said
    assert len(the_pages()) == 4


def test_the_tray_is_full_at_some_time(his: Client, scan: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(tray, "MOST_PAGES", 3)
    answer = his.post(scan, {"page": photo(GREEN, "4.jpg")})
    assert answer.status_code == 422
    assert "先生成 PDF" in answer.content.decode()
    again = {"page": photo(GREEN, "再拍.jpg"), "replaces": str(the_pages()[0].token)}
    assert his.post(scan, again).status_code == 302


def test_a_full_material_keeps_the_pages_and_says_so(
    his: Client, scan: str, materials: str
) -> None:
    address = f"{materials}M07/scan/"
    his.post(address, {"page": photo(GREEN, "1.jpg")})
    his.post(f"{materials}M07/", {"file": pdf("章程.pdf")})
    answer = his.post(f"{address}make/")
    assert answer.status_code == 422
    assert "只能有一个文件" in answer.content.decode()
    assert ScanPage.objects.filter(material_key="M07").count() == 1


def test_a_page_sent_in_pieces_lies_in_the_tray_once(his: Client, materials: str) -> None:
    device, content = Device(his, materials), photo(GREEN, "1.jpg").read()
    assert device.send("M08", "1.jpg", content, kind="page") == {"finished": True, "problem": ""}
    page = the_pages()[0]
    replaced = device.send("M08", "2.jpg", content, kind="page", replaces=str(page.token))
    assert replaced["problem"] == ""
    assert len(the_pages()) == 1
    assert the_pages()[0].token != page.token
    refused = device.announce("M08", "合同.pdf", 10, kind="page")
    assert "扫描页只能用照片" in refused.json()["problem"]


def test_the_pages_of_others_are_not_there(
    his: Client, hers: Client, scan: str, client: Client
) -> None:
    page = f"{scan}{the_pages()[0].token}/"
    for address in (scan, f"{page}thumbnail.jpg"):
        assert hers.get(address).status_code == 404
        assert client.get(address).status_code == 302
    for address in (page, f"{scan}make/"):
        assert hers.post(address, {"do": "remove"}).status_code == 404
    assert his.post(page, {"do": "explode"}).status_code == 400
    assert len(the_pages()) == 3


def test_pages_lie_sealed_and_are_gone_when_they_are_a_pdf(
    his: Client, scan: str, own_uploads: Path, django_capture_on_commit_callbacks: Any
) -> None:
    files = [path for path in own_uploads.rglob("*") if path.is_file()]
    assert len(files) == 3
    assert not any(path.read_bytes().startswith(b"\xff\xd8") for path in files)
    with django_capture_on_commit_callbacks(execute=True):
        his.post(f"{scan}make/")
    assert not [path for path in own_uploads.rglob("*") if path.is_file()]
