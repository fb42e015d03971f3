"""tus 1.0.0 as a device meets it at the web door."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bundles.casework.models import HandedMaterial
from portal.web.resumable import begin as beginning
from portal.web.resumable.finish import forget_expired
from portal.web.resumable.models import PartialUpload
from tests.web.company import pdf, png
from tests.web.resumable.sending import BODY, TUS, Device


def a_pdf(name: str = "合同.pdf") -> bytes:
    return pdf(name).read()


def there() -> list[str]:
    return [one.name for one in HandedMaterial.objects.filter(superseded_at=None)]


def test_the_door_says_what_it_speaks(his: Client, materials: str) -> None:
    answer = his.options(f"{materials}M08/uploads/")
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,expiration,termination,checksum"
    assert int(answer["Tus-Max-Size"]) == 20 * 1024 * 1024


def test_another_version_is_refused(his: Client, materials: str) -> None:
    answer = his.post(f"{materials}M08/uploads/", headers={"Tus-Resumable": "2.0.0"})
    assert answer.status_code == 412
    assert answer["Tus-Version"] == "1.0.0"


def test_a_file_sent_in_pieces_is_handed_in(device: Device) -> None:
    assert device.send("M08", "合同.pdf", a_pdf()) == {"finished": True, "problem": ""}
    assert there() == ["合同.pdf"]


def test_every_answer_says_how_far_it_is_and_until_when(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    answer = device.patch(url, a_pdf()[:100], 0)
    assert answer.status_code == 204
    assert answer["Upload-Offset"] == "100"
    head = device.head(url)
    assert head["Upload-Offset"] == "100"
    assert head["Upload-Length"] == str(len(a_pdf()))
    assert "no-store" in head["Cache-Control"]
    assert "GMT" in head["Upload-Expires"]


@pytest.mark.parametrize(
    ("name", "length", "status", "said"),
    [
        ("巨大.pdf", 20 * 1024 * 1024 + 1, 413, "20 MB"),
        ("空的.pdf", 0, 422, "空的"),
        ("程序.exe", 10, 422, "只能上传"),
        ("合同.docx", 10, 422, "打印为 PDF"),
        ("照片.heic", 10, 422, "HEIC"),
        ("合\u202e同.pdf", 10, 422, "改名"),
        ("合\x07同.pdf", 10, 422, "改名"),
        ("", 10, 422, "改名"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_a_byte_is_sent(
    device: Device, name: str, length: int, status: int, said: str
) -> None:
    answer = device.announce("M08", name, length)
    assert answer.status_code == status
    assert said in answer.json()["problem"]
    assert not PartialUpload.objects.exists()


def test_a_picture_where_only_pdf_is_taken_is_refused_before_it_is_sent(device: Device) -> None:
    assert device.announce("M07", "章程.png", 10).status_code == 422


@pytest.mark.parametrize("length", ["", "-1", "1e3", "٣", "x" * 40])
def test_a_length_that_is_no_number_is_refused(device: Device, length: str) -> None:
    assert device.announce("M08", "合同.pdf", length).status_code == 400


@pytest.mark.parametrize(
    "told", ["filename !!!", "filename gICA", "kind aHVo", "replaces bm8=", "fingerprint Li4v"]
)
def test_metadata_nobody_can_read_is_refused(his: Client, materials: str, told: str) -> None:
    headers = {**TUS, "Upload-Length": "10", "Upload-Metadata": f"filename YS5wZGY=,{told}"}
    assert his.post(f"{materials}M08/uploads/", headers=headers).status_code == 400


def test_bytes_for_another_place_are_refused_with_the_right_one(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    answer = device.patch(url, b"x" * 10, 50)
    assert answer.status_code == 409
    assert answer["Upload-Offset"] == "0"
    assert device.offset(url) == 0


def test_more_bytes_than_announced_are_refused_and_not_kept(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    assert device.patch(url, a_pdf() + b"x", 0).status_code == 413
    assert device.offset(url) == 0


def test_a_body_of_another_kind_is_refused(his: Client, device: Device) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    headers = {**TUS, "Upload-Offset": "0"}
    answer = his.patch(url, b"x", content_type="application/json", headers=headers)
    assert answer.status_code == 415


def test_a_proxy_that_knows_no_patch_is_no_hindrance(his: Client, device: Device) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    headers = {**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert his.post(url, a_pdf(), content_type=BODY, headers=headers).status_code == 204
    assert there() == ["合同.pdf"]
    assert his.post(url, headers=TUS).status_code == 400


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_that_changed_on_its_way_is_not_kept(device: Device, algorithm: str) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    digest = b64encode(hashlib.new(algorithm, a_pdf()).digest()).decode()
    told = {"Upload-Checksum": f"{algorithm} {digest}"}
    assert device.patch(url, b"x" * len(a_pdf()), 0, headers=told).status_code == 460
    assert device.offset(url) == 0
    assert device.patch(url, a_pdf(), 0, headers=told).status_code == 204
    again = device.patch(url, b"x", 0, headers={"Upload-Checksum": "md5 eA=="})
    assert again.status_code in (400, 413)


def test_a_cancelled_upload_is_gone_with_its_bytes(device: Device, own_uploads: Path) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    device.patch(url, a_pdf()[:100], 0)
    assert device.client.delete(url, headers=TUS).status_code == 204
    assert device.head(url).status_code == 404
    assert not [path for path in own_uploads.rglob("*") if path.is_file()]


def test_bytes_lie_sealed_while_they_wait(device: Device, own_uploads: Path) -> None:
    url = device.begin("M08", "身份证号.pdf", b"%PDF-1.7 152531199003072518" + b"x" * 5000)
    device.patch(url, b"%PDF-1.7 152531199003072518", 0)
    files = [path for path in own_uploads.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert b"152531199003072518" not in files[0].read_bytes()
    assert "身份证" not in str(PartialUpload.objects.values("pieces", "fingerprint").get())


def test_expired_uploads_are_swept_away_with_their_bytes(
    device: Device, own_uploads: Path, monkeypatch: Any
) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    device.patch(url, a_pdf()[:100], 0)
    assert forget_expired() == 0
    PartialUpload.objects.update(expires_at=timezone.now())
    monkeypatch.setattr("portal.web.resumable.finish.LEFT_OVER", beginning.KEPT_FOR * -1)
    assert forget_expired() == 1
    assert device.head(url).status_code == 404
    assert not [path for path in own_uploads.rglob("*") if path.is_file()]


def test_nobody_else_sends_asks_cancels_or_finishes(
    device: Device, hers: Client, official: Client, client: Client, materials: str
) -> None:
    url = device.begin("M08", "合同.pdf", a_pdf())
    for stranger, status in ((hers, 404), (official, 403), (client, 401)):
        other = Device(stranger, materials)
        assert other.announce("M08", "合同.pdf", 10).status_code == status
        assert other.head(url).status_code == status
        assert other.patch(url, b"x", 0).status_code == status
        assert stranger.delete(url, headers=TUS).status_code == status
        assert stranger.post(f"{url}finish/", headers=TUS).status_code == status
    assert device.offset(url) == 0


def test_without_the_token_of_the_page_nothing_is_taken(
    device: Device, wang: Any, materials: str
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(wang)
    url = device.begin("M08", "合同.pdf", a_pdf())
    other = Device(strict, materials)
    assert other.announce("M08", "合同.pdf", 10).status_code == 403
    assert other.patch(url, b"x", 0).status_code == 403
    assert device.offset(url) == 0


def test_a_material_that_is_not_asked_for_takes_nothing(device: Device) -> None:
    assert device.announce("M14", "合同.pdf", 10).status_code == 404
    assert device.announce("M99", "合同.pdf", 10).status_code == 404


def test_only_so_many_uploads_are_open_at_once(device: Device, monkeypatch: Any) -> None:
    monkeypatch.setattr(beginning, "MOST_OPEN", 2)
    for name in ("一.pdf", "二.pdf"):
        device.begin("M08", name, a_pdf())
    answer = device.announce("M08", "三.pdf", 10)
    assert answer.status_code == 429
    assert "没有传完" in answer.json()["problem"]


def test_only_so_many_bytes_are_open_at_once(device: Device, settings: Any) -> None:
    settings.DOCUMENT_MAX_BYTES = 1000
    for number in range(10):
        device.begin("M08", f"{number}.pdf", b"x" * 1000)
    assert device.announce("M08", "多.pdf", 1).status_code == 429


def test_a_full_material_refuses_the_next_file_before_it_is_sent(device: Device) -> None:
    device.send("M07", "章程.pdf", a_pdf("章程.pdf"))
    answer = device.announce("M07", "另一份.pdf", 10)
    assert answer.status_code == 422
    assert "只能有一个" in answer.json()["problem"]


def test_a_file_that_is_refused_at_the_end_says_why_as_often_as_it_is_asked(
    device: Device, own_uploads: Path, django_capture_on_commit_callbacks: Any
) -> None:
    bad = b"MZ\x90" * 100
    url = device.begin("M08", "程序.pdf", bad)
    with django_capture_on_commit_callbacks(execute=True):
        assert device.patch(url, bad, 0).status_code == 204
    for _again in range(2):
        said = device.finish(url)
        assert said["finished"]
        assert "内容却不是" in said["problem"]
    assert there() == []
    assert not [path for path in own_uploads.rglob("*") if path.is_file()]


def test_the_refusal_is_in_the_language_of_who_began(device: Device) -> None:
    device.client.cookies["django_language"] = "en"
    url = device.begin("M08", "程序.pdf", b"MZ\x90" * 100)
    device.patch(url, b"MZ\x90" * 100, 0)
    del device.client.cookies["django_language"]
    assert device.finish(url)["problem"].isascii()


def test_a_small_png_arrives_too(device: Device) -> None:
    assert device.send("M08", "照片.png", png().read())["problem"] == ""
    assert there() == ["照片.png"]


def test_the_page_tells_what_did_not_arrive_whole(device: Device, materials: str) -> None:
    url = device.begin("M08", "没传完.pdf", a_pdf(), fingerprint="abc123")
    device.patch(url, a_pdf()[:100], 0)
    page = device.client.get(f"{materials}M08/").content.decode()
    assert "没传完.pdf" in page
    assert f"已传 {100 * 100 // len(a_pdf())}%" in page
