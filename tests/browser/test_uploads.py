"""Files in a real browser: a line that breaks, a tab that is closed, pages made into a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, Playwright, Request, Route
from pytest_django.live_server_helper import LiveServer

from bundles.casework.models import HandedMaterial
from portal.web.resumable.models import PartialUpload
from tests.accounts.people import applicant_user
from tests.browser.conftest import FLAGS
from tests.cases import load_library
from tests.web.company import QUESTIONS, begin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_places(settings: Any, tmp_path: Path) -> None:
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": tmp_path / "vault"}}
    settings.STORAGES = {**settings.STORAGES, "vault": vault}
    settings.UPLOADS_DIR = tmp_path / "uploads"


def a_case() -> tuple[str, str]:
    """The address of a new case's materials, and the session of who it belongs to."""
    load_library()
    client = Client()
    client.force_login(applicant_user())
    case = begin(client)
    client.post(f"{case}form/questions/", QUESTIONS)
    return f"{case}materials/", client.cookies["sessionid"].value


@pytest.fixture
def page(
    live_server: LiveServer, playwright: Playwright, chromium: str, own_places: None
) -> Iterator[Page]:
    """A telephone, signed in, on the page of what is to be handed in."""
    materials, session = a_case()
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 375, "height": 812},
        locale="zh-CN",
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    opened = context.new_page()
    opened.goto(materials)
    yield opened
    browser.close()


def contract(folder: Path) -> Path:
    """A PDF of about a megabyte."""
    path = folder / "租赁合同.pdf"
    pages = [Image.effect_noise((900, 1200), 90) for _page in range(2)]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:])
    assert path.stat().st_size > 700_000
    return path


def photograph(folder: Path, name: str, colour: str) -> Path:
    path = folder / name
    Image.new("RGB", (3000, 4000), colour).save(path, "JPEG")
    return path


class Line:
    """The line between the telephone and the portal: told which pieces to lose."""

    def __init__(self, page: Page) -> None:
        self.offsets: list[int] = []
        self.lost: Callable[[int], bool] = lambda _number: False
        page.route("**/uploads/*/", self.carry)

    def carry(self, route: Route, request: Request) -> None:
        if request.method != "PATCH":
            route.continue_()
            return
        self.offsets.append(int(request.headers["upload-offset"]))
        if self.lost(len(self.offsets)):
            route.abort("connectionreset")
        else:
            route.continue_()


def handed_in() -> list[tuple[str, int | None]]:
    rows = HandedMaterial.objects.select_related("document").order_by("pk")
    return [(one.name, one.document.pages) for one in rows]


def test_a_line_that_breaks_costs_one_piece_and_a_pause_nothing(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "M08/")
    line = Line(page)
    line.lost = lambda number: number in (2, 3)
    page.get_by_label("选择文件").set_input_files(contract(tmp_path))
    page.get_by_role("progressbar", name="租赁合同.pdf 的上传进度").wait_for()
    page.get_by_text("自动重试").wait_for()
    page.get_by_role("button", name="暂停").click()
    page.get_by_text("已暂停").wait_for()
    page.get_by_role("button", name="继续").click()
    page.locator("#handed").get_by_text("2 页").wait_for()
    page.get_by_role("status").get_by_text("1 个文件已上传。").wait_for(state="attached")
    assert line.offsets[:3] == [0, 256 * 1024, 256 * 1024]
    assert handed_in() == [("租赁合同.pdf", 2)]

    wrong = tmp_path / "改名的程序.pdf"
    wrong.write_bytes(b"MZ\x90" * 100)
    page.get_by_label("选择文件").set_input_files(wrong)
    page.locator(".failed").get_by_text("内容却不是").wait_for()
    assert len(handed_in()) == 1


def test_a_tab_closed_half_way_goes_on_where_it_was(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "M08/")
    line, file = Line(page), contract(tmp_path)
    line.lost = lambda number: number >= 2
    page.get_by_label("选择文件").set_input_files(file)
    page.get_by_text("自动重试").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())  # "there are files not yet sent"
    page.reload()
    page.get_by_role("heading", name="上次没有传完").wait_for()
    before = len(line.offsets)
    line.lost = lambda _number: False
    page.get_by_label("选择文件").set_input_files(file)
    page.locator("#handed").get_by_text("2 页").wait_for()
    assert line.offsets[before] == 256 * 1024
    assert handed_in() == [("租赁合同.pdf", 2)]
    assert PartialUpload.objects.count() == 1
    assert page.get_by_role("heading", name="上次没有传完").count() == 0
    assert page.evaluate("localStorage.getItem('uploads')") == "{}"


def test_photographs_become_one_pdf(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "M08/")
    page.get_by_role("link", name="用手机逐页拍成一个 PDF").click()
    assert page.get_by_label("拍第一页").is_visible()  # opens the camera of a telephone
    photos = [photograph(tmp_path, f"{n}.jpg", one) for n, one in enumerate(("teal", "navy"))]
    sizes: list[int] = []
    page.on(
        "request",
        lambda asked: (
            sizes.append(int(asked.headers.get("upload-length", 0)))
            if asked.method == "POST" and asked.url.endswith("/uploads/")
            else None
        ),
    )
    page.get_by_label("选择照片").set_input_files(photos)
    page.get_by_role("button", name="把这 2 页合成 PDF 并上传").wait_for()
    assert page.locator(".pages img").count() == 2
    page.get_by_role("button", name="右转 第 1 页").click()
    page.get_by_role("button", name="后移 第 1 页").click()
    page.get_by_role("button", name="把这 2 页合成 PDF 并上传").click()
    page.get_by_text("2 页已合成一个 PDF。").wait_for()
    assert [pages for _name, pages in handed_in()] == [2]
    assert len(sizes) == 2
