from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.models import Document
from bundles.casework.models import HandedMaterial
from portal.materials import uploads
from tests.web.company import QUESTIONS, begin, pdf, png

ONE_MB = 1024 * 1024


@pytest.fixture
def materials(his: Client) -> str:
    case = begin(his)
    his.post(f"{case}form/questions/", QUESTIONS)
    return f"{case}materials/"


def there() -> list[str]:
    return [one.name for one in HandedMaterial.objects.filter(superseded_at=None)]


def test_a_file_is_handed_in_and_can_be_fetched_by_its_owner(his: Client, materials: str) -> None:
    answer = his.post(f"{materials}M07/", {"file": pdf("章程.pdf")})
    assert answer["Location"] == f"{materials}M07/"
    handed = HandedMaterial.objects.get()
    fetched = his.get(materials.replace("materials/", f"files/{handed.pk}/"))
    assert fetched["Content-Type"] == "application/pdf"
    assert b"".join(fetched.streaming_content).startswith(b"%PDF")
    assert "attachment" in fetched["Content-Disposition"]


def test_several_files_at_once_where_several_are_asked(his: Client, materials: str) -> None:
    his.post(f"{materials}M08/", {"file": [pdf("合同1.pdf"), png("合同2.png")]})
    assert there() == ["合同1.pdf", "合同2.png"]


def test_only_one_file_where_one_is_asked(his: Client, materials: str) -> None:
    his.post(f"{materials}M07/", {"file": pdf("章程.pdf")})
    answer = his.post(f"{materials}M07/", {"file": pdf("另一份.pdf")})
    assert answer.status_code == 422
    assert there() == ["章程.pdf"]


def test_the_same_file_twice_is_there_once(his: Client, materials: str) -> None:
    for _click in range(2):
        his.post(f"{materials}M08/", {"file": pdf("合同.pdf")})
    assert there() == ["合同.pdf"]


def test_a_good_file_is_kept_beside_a_bad_one(his: Client, materials: str) -> None:
    bad = SimpleUploadedFile("病毒.exe", b"MZ\x90\x00" * 50)
    answer = his.post(f"{materials}M08/", {"file": [pdf("合同.pdf"), bad]})
    assert answer.status_code == 422
    assert "病毒.exe" in answer.content.decode()
    assert there() == ["合同.pdf"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("改名的程序.pdf", b"MZ\x90\x00" + b"\0" * 500),
        ("空的.pdf", b""),
        ("假的.png", b"%PDF-1.7\n%%EOF"),
        ("什么.docx", b"PK\x03\x04" + b"\0" * 100),
        ("没有后缀", b"hello"),
    ],
)
def test_what_is_not_what_it_says_is_refused_by_name_and_in_words(
    his: Client, materials: str, name: str, content: bytes
) -> None:
    answer = his.post(f"{materials}M08/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "没有上传" in answer.content.decode() or "请先选择文件" in answer.content.decode()
    assert not there()
    assert not Document.objects.exists()


def test_an_image_where_only_pdf_is_taken_is_refused(his: Client, materials: str) -> None:
    answer = his.post(f"{materials}M07/", {"file": png("章程.png")})
    assert answer.status_code == 422
    assert not there()


def test_no_file_at_all_is_said(his: Client, materials: str) -> None:
    answer = his.post(f"{materials}M07/", {})
    assert answer.status_code == 422
    assert "请先选择文件" in answer.content.decode()


class Counted(BytesIO):
    """So many bytes that nobody holds."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__()
        self.name, self.left = name, size

    def read(self, size: int | None = -1) -> bytes:  # the test client reads it whole
        given, self.left = self.left, 0
        return b"%PDF-1.7\n" + b"x" * given


def test_200_mb_are_refused_in_words_and_never_stored(
    his: Client, materials: str, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    passed_on: list[int] = []
    receive = uploads.CountedUpload.receive_data_chunk

    def watched(self: Any, raw: bytes, start: int) -> bytes:
        passed_on.append(len(receive(self, raw, start)))
        return raw

    monkeypatch.setattr(uploads.CountedUpload, "receive_data_chunk", watched)
    answer = his.post(f"{materials}M08/", {"file": Counted("巨大.pdf", 200 * ONE_MB)})
    assert answer.status_code == 422
    assert "“巨大.pdf”太大" in answer.content.decode()
    assert sum(passed_on) <= settings.DOCUMENT_MAX_BYTES
    assert not any(tmp_path.iterdir())
    assert not there()


def test_a_big_file_does_not_take_the_good_one_along(
    his: Client, materials: str, settings: Any
) -> None:
    settings.DOCUMENT_MAX_BYTES = ONE_MB
    big = SimpleUploadedFile("大.pdf", b"%PDF-1.7" + b"x" * (2 * ONE_MB))
    answer = his.post(f"{materials}M08/", {"file": [big, pdf("合同.pdf")]})
    assert "“大.pdf”太大" in answer.content.decode()
    assert there() == ["合同.pdf"]


def test_many_files_of_full_size_are_cut_at_the_sum(
    his: Client, materials: str, settings: Any
) -> None:
    settings.DOCUMENT_MAX_BYTES = ONE_MB
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF" + b"x" * (ONE_MB - 10)) for n in range(5)]
    answer = his.post(f"{materials}M08/", {"file": files})
    assert answer.status_code == 422
    assert "“4.pdf”太大" in answer.content.decode()


def test_a_form_of_words_that_is_too_big_is_refused(his: Client, materials: str) -> None:
    page = materials.replace("materials/", "form/scope/")
    answer = his.post(page, {"text": "x" * (3 * ONE_MB)}, headers={"accept-language": "zh-hans"})
    assert answer.status_code in (413, 422)


def test_taking_a_file_back_twice_is_once(his: Client, materials: str) -> None:
    his.post(f"{materials}M08/", {"file": [pdf("一.pdf"), pdf("二二.pdf")]})
    first = HandedMaterial.objects.order_by("id")[0]
    for _click in range(2):
        answer = his.post(f"{materials}M08/{first.pk}/remove/")
        assert answer["Location"] == f"{materials}M08/"
    assert there() == ["二二.pdf"]


def test_a_material_that_is_not_asked_for_has_no_page(his: Client, materials: str) -> None:
    assert his.get(f"{materials}M14/").status_code == 404
    assert his.get(f"{materials}M99/").status_code == 404


def test_the_list_says_why_others_are_not_asked_for(his: Client, materials: str) -> None:
    page = his.get(materials).content.decode()
    assert "无需提交营业执照复印件：本次由市场监管局核发后自动共享。" in page


def test_nobody_else_hands_in_fetches_or_removes(
    his: Client, hers: Client, client: Client, materials: str
) -> None:
    his.post(f"{materials}M07/", {"file": pdf("章程.pdf")})
    handed = HandedMaterial.objects.get()
    download = materials.replace("materials/", f"files/{handed.pk}/")
    assert hers.get(materials).status_code == 404
    assert hers.get(download).status_code == 404
    assert hers.post(f"{materials}M07/", {"file": pdf("别人.pdf")}).status_code == 404
    assert hers.post(f"{materials}M07/{handed.pk}/remove/").status_code == 404
    assert client.get(download).status_code == 302
    assert there() == ["章程.pdf"]


def test_a_file_of_another_case_of_mine_is_not_reached_through_this_one(
    his: Client, materials: str
) -> None:
    his.post(f"{materials}M07/", {"file": pdf("章程.pdf")})
    other = begin(his)
    handed = HandedMaterial.objects.get()
    assert his.get(f"{other}files/{handed.pk}/").status_code == 404
    his.post(f"{other}form/questions/", QUESTIONS)
    his.post(f"{other}materials/M07/{handed.pk}/remove/")
    assert there() == ["章程.pdf"]
