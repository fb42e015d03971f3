"""What was handed in once is offered again; how many files fit is said before and kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.documents import record_scan
from applicants.models import Document
from bundles.casework.models import HandedMaterial
from bundles.casework.services import attach
from portal.scanning.eicar import EICAR
from tests.web.company import QUESTIONS, begin, fill, hand_in_files, pdf, png, submit

TOLD = "没有通过安全检查，不能使用"


def materials_of(client: Client) -> str:
    case = begin(client)
    client.post(f"{case}form/questions/", QUESTIONS)
    return f"{case}materials/"


@pytest.fixture
def materials(his: Client) -> str:
    return materials_of(his)


def there() -> list[str]:
    rows = HandedMaterial.objects.filter(superseded_at=None).order_by("pk")
    return [one.name for one in rows]


def test_a_file_of_another_case_is_offered_with_where_it_comes_from(
    his: Client, materials: str
) -> None:
    his.post(f"{materials}M08/", {"file": pdf("租赁合同.pdf")})
    other = materials_of(his)
    page = his.get(f"{other}M08/").content.decode()
    assert "租赁合同.pdf" in page
    assert "用以前交过的文件（1 个）" in page
    document = Document.objects.get()
    for _click in range(2):
        answer = his.post(f"{other}M08/", {"document": document.pk})
        assert answer["Location"] == f"{other}M08/"
    assert there() == ["租赁合同.pdf"] * 2
    assert Document.objects.count() == 1


def test_what_the_material_holds_or_does_not_take_is_not_offered(
    his: Client, materials: str
) -> None:
    his.post(f"{materials}M08/", {"file": [pdf("合同.pdf"), png("照片.png")]})
    assert "用以前交过的文件" not in his.get(f"{materials}M08/").content.decode()
    page = his.get(f"{materials}M07/").content.decode()  # takes PDF only
    assert "合同.pdf" in page
    assert "照片.png" not in page
    photo = Document.objects.get(media_type="image/png")
    assert his.post(f"{materials}M07/", {"document": photo.pk}).status_code == 404


@pytest.mark.parametrize("wanted", ["0", "x", "999999999999", "-1", "\u0663"])
def test_a_document_that_is_not_offered_does_not_exist(
    his: Client, materials: str, wanted: str
) -> None:
    assert his.post(f"{materials}M08/", {"document": wanted}).status_code == 404


def test_somebody_elses_document_does_not_exist(his: Client, hers: Client, materials: str) -> None:
    his.post(f"{materials}M08/", {"file": pdf("租赁合同.pdf")})
    other = materials_of(hers)
    assert "租赁合同.pdf" not in hers.get(f"{other}M08/").content.decode()
    answer = hers.post(f"{other}M08/", {"document": Document.objects.get().pk})
    assert answer.status_code == 404


def test_the_eleventh_file_of_a_material_is_refused_and_the_page_said_so_before(
    his: Client, materials: str
) -> None:
    assert "最多 10 个文件" in his.get(f"{materials}M08/").content.decode()
    his.post(f"{materials}M08/", {"file": [pdf(f"{'合' * n}.pdf") for n in range(1, 11)]})
    answer = his.post(f"{materials}M08/", {"file": pdf(f"{'合' * 11}.pdf")})
    assert answer.status_code == 422
    assert "最多 10 个文件" in answer.content.decode()
    assert len(there()) == 10


def test_the_files_of_a_case_have_a_sum(
    his: Client, materials: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "合计不超过 200 MB" in his.get(f"{materials}M08/").content.decode()
    monkeypatch.setitem(attach.__globals__, "MOST_BYTES", 100)
    answer = his.post(f"{materials}M08/", {"file": pdf("合同.pdf")})
    assert answer.status_code == 422
    assert "合计不能超过" in answer.content.decode()
    assert there() == []


def test_removing_asks_first(his: Client, materials: str) -> None:
    his.post(f"{materials}M08/", {"file": pdf("合同.pdf")})
    handed = HandedMaterial.objects.get()
    page = his.get(f"{materials}M08/{handed.pk}/remove/").content.decode()
    assert "要删除这个文件吗" in page
    assert there() == ["合同.pdf"]
    his.post(f"{materials}M08/{handed.pk}/remove/")
    assert there() == []
    again = his.get(f"{materials}M08/{handed.pk}/remove/")
    assert again["Location"] == f"{materials}M08/"


def test_a_photograph_has_a_thumbnail_and_a_pdf_has_none(
    his: Client, hers: Client, materials: str
) -> None:
    his.post(f"{materials}M08/", {"file": [png("照片.png"), pdf("合同.pdf")]})
    photo, contract = HandedMaterial.objects.order_by("pk")
    files = materials.replace("materials/", "files/")
    small = his.get(f"{files}{photo.pk}/thumbnail.jpg")
    assert small.content.startswith(b"\xff\xd8")
    assert his.get(f"{files}{contract.pk}/thumbnail.jpg").status_code == 404
    assert hers.get(f"{files}{photo.pk}/thumbnail.jpg").status_code == 404


def test_not_scanned_yet_is_said_and_hinders_nothing(his: Client) -> None:
    case = begin(his)
    fill(his, case)
    hand_in_files(his, case)
    assert Document.objects.filter(scan_state="waiting").exists()
    assert "不影响您继续" in his.get(f"{case}materials/M08/").content.decode()
    assert submit(his, case).status_code == 302


def test_what_the_scanner_refused_is_said_in_words_and_not_handed_in(his: Client) -> None:
    case = begin(his)
    fill(his, case)
    hand_in_files(his, case)
    handed = HandedMaterial.objects.filter(material_key="M08").get()
    record_scan(handed.sha256, clean=False)
    assert "有文件不能用" in his.get(f"{case}materials/").content.decode()
    page = his.get(f"{case}materials/M08/").content.decode()
    assert TOLD in page
    download = his.get(f"{case}files/{handed.pk}/")
    assert download.status_code == 422
    assert "安全检查" in download.content.decode()
    refused = submit(his, case)
    assert refused.status_code == 422
    his.post(f"{case}materials/M08/{handed.pk}/remove/")
    his.post(f"{case}materials/M08/", {"file": pdf("换一份.pdf")})
    assert submit(his, case).status_code == 302


def test_the_scanner_is_called_when_the_file_is_there_and_its_verdict_is_shown(
    his: Client, materials: str, django_capture_on_commit_callbacks: Any
) -> None:
    virus = pdf("病毒.pdf").read() + b"\n%" + EICAR + b"\n"
    bells: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("portal.scanning.tasks.scan.delay", bells.append)
        with django_capture_on_commit_callbacks(execute=True):
            his.post(f"{materials}M08/", {"file": SimpleUploadedFile("病毒.pdf", virus)})
    assert bells == [Document.objects.get().sha256]
    assert there() == ["病毒.pdf"]
