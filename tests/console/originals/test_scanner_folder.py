"""Files a scanner left in the clerk's folder."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from bundles.casework.models import Submission
from portal.console.originals.scanner_folder import offered
from portal.materials import tray
from tests import cases
from tests.console.originals.conftest import Counter
from tests.console.seats import text_of

SCANS = "materials/M08/scans/"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.SCANNER_DIR = str(tmp_path)
    own = tmp_path / "wlg-hall" / "WLG-ZW-01"
    own.mkdir(parents=True)
    return own


def scanned(folder: Path, name: str, content: bytes, *, ago: float = 60) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (time.time() - ago,) * 2)
    return path


def test_a_scan_is_offered_and_leaves_the_folder_only_when_it_is_assigned(
    counter: Counter, draft: Submission, folder: Path
) -> None:
    path = scanned(folder, "SCAN0001.JPG", cases.a_picture())
    assert "SCAN0001.JPG" in text_of(counter.get("materials/M08/"))
    (scan,) = offered(folder)
    assert counter.get(f"scans/{scan.key}/small/")["Content-Type"] == "image/jpeg"
    assert path.exists()
    assert counter.post(SCANS, scan=scan.key).status_code == 302
    assert tray.pages(draft, "M08").count() == 1
    assert not path.exists()
    (taken,) = (folder / "taken").iterdir()
    assert taken.name.endswith("-SCAN0001.JPG")
    assert "取走" in text_of(counter.post(SCANS, scan=scan.key))


def test_a_scanned_pdf_is_handed_in_at_once(
    counter: Counter, draft: Submission, folder: Path
) -> None:
    scanned(folder, "a.pdf", cases.a_pdf(3))
    counter.post(SCANS, scan=offered(folder)[0].key)
    handed = draft.handed_materials.get(material_key="M08", superseded_at__isnull=True)
    assert handed.document.pages == 3
    assert handed.name.startswith("scan-")


def test_a_file_still_being_written_is_not_offered(folder: Path) -> None:
    scanned(folder, "half.jpg", cases.a_picture(), ago=0.5)
    scanned(folder, "empty.jpg", b"")
    assert offered(folder) == []


def test_links_folders_and_hidden_files_are_none_of_the_clerks(
    folder: Path, tmp_path: Path
) -> None:
    secret = scanned(tmp_path, "secret.jpg", cases.a_picture())
    (folder / "link.jpg").symlink_to(secret)
    os.link(secret, folder / "hard.jpg")
    (folder / "sub.jpg").mkdir()
    os.mkfifo(folder / "pipe.jpg")
    scanned(folder, ".hidden.jpg", cases.a_picture())
    assert offered(folder) == []


def test_what_is_no_picture_is_refused_in_words_and_stays(
    counter: Counter, draft: Submission, folder: Path
) -> None:
    path = scanned(folder, "virus.jpg", b"MZ not a picture")
    broken = scanned(folder, "z.jpg", b"\xff\xd8\xff broken")
    assert "不是 JPEG、PNG 或 PDF" in text_of(counter.get("materials/M08/"))
    for scan in offered(folder):
        assert counter.post(SCANS, scan=scan.key).status_code == 422
        assert counter.get(f"scans/{scan.key}/small/").status_code == 404
    assert path.exists()
    assert broken.exists()
    assert not tray.pages(draft, "M08").exists()


def test_hostile_names_are_shown_harmlessly_and_lead_nowhere(
    counter: Counter, folder: Path
) -> None:
    hostile = scanned(folder, "a\n<script>\u202egpj.jpg", cases.a_picture())
    bytes_only = os.fsencode(folder) + b"/\xff\xfe.jpg"
    Path(os.fsdecode(bytes_only)).write_bytes(cases.a_picture())
    os.utime(bytes_only, (time.time() - 60,) * 2)
    shown = counter.get("materials/M08/").content.decode()
    assert "<script>\u202e" not in shown
    assert "\u202e" not in shown
    for scan in offered(folder):
        assert counter.post(SCANS, scan=scan.key).status_code == 302
    assert not hostile.exists()
    for wrong in ("..", "../../etc/passwd", "0" * 32):
        assert counter.post(SCANS, scan=wrong).status_code == 422


def test_a_window_has_its_folder_and_a_folder_that_is_a_link_is_none(
    counter: Counter, folder: Path, tmp_path: Path
) -> None:
    folder.rename(tmp_path / "elsewhere")
    assert "还没有设置扫描仪文件夹" in text_of(counter.get("materials/M08/"))
    folder.symlink_to(tmp_path / "elsewhere")
    assert "还没有设置扫描仪文件夹" in text_of(counter.get("materials/M08/"))


def test_without_scanner_dir_the_page_says_so(counter: Counter, settings: Any) -> None:
    settings.SCANNER_DIR = None
    assert "还没有设置扫描仪文件夹" in text_of(counter.get("materials/M08/"))
    assert counter.post(SCANS, scan="x").status_code == 404
