"""Originals at the counter, in a real browser with a camera that is not one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from pytest_django.live_server_helper import LiveServer

from bundles.casework.models import Submission
from tests.browser.conftest import FLAGS
from tests.browser.scanner import scan
from tests.console.originals.conftest import at_counter
from tests.console.seats import Seat

CAMERA = ["--use-fake-device-for-media-stream"]
ALLOWED = ["--use-fake-ui-for-media-stream"]
WIDE, LOW = (1440, 900), (1280, 720)


class Desk:
    """A clerk signed in at one window, with or without leave to use the camera."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        seat = Seat()
        context.add_cookies(
            [{"name": "sessionid", "value": seat.client.cookies["sessionid"].value, "url": base}]
        )
        self.base, self.page = base, context.pages[0]

    def open(self, submission: Submission, address: str) -> Page:
        self.page.goto(f"{self.base}/console/intake/{submission.token}/{address}")
        return self.page


@pytest.fixture
def desk(  # noqa: PLR0917
    request: pytest.FixtureRequest,
    playwright: Playwright,
    chromium: str,
    live_server: LiveServer,
    tmp_path_factory: pytest.TempPathFactory,
    library: None,
) -> Iterator[Desk]:
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium,
        headless=True,
        args=[*FLAGS, *CAMERA, *request.param],
        locale="zh-CN",
        viewport={"width": WIDE[0], "height": WIDE[1]},
    )
    context.set_default_timeout(15_000)
    yield Desk(context, live_server.url)
    context.close()


@pytest.mark.parametrize("desk", [ALLOWED], indirect=True)
def test_pages_are_photographed_turned_kept_and_looked_at_by_keyboard(desk: Desk) -> None:
    draft = at_counter()
    page = desk.open(draft, "materials/M08/")
    page.get_by_role("button", name="打开摄像头").click()
    page.wait_for_function("document.querySelector('[data-video]').videoWidth > 0")
    for number in (1, 2):
        page.keyboard.press("Space")
        expect(page.locator("#tray .o-pages li")).to_have_count(number)
    page.locator("#tray [value=right]").last.click()
    expect(page.locator("#tray img").last).to_have_attribute("src", "/console/intake/" + str(
        draft.token) + "/materials/M08/pages/" + page.locator("#tray form[data-page]").last
        .get_attribute("action").split("/")[-2] + "/small/?1")  # fmt: skip
    page.keyboard.press("Backspace")
    expect(page.locator("#tray .o-pages li")).to_have_count(1)
    page.keyboard.press("y")
    with page.expect_navigation():
        page.keyboard.press("s")
    expect(page.get_by_text("住所使用相关文件已收").first).to_be_visible()
    handed = draft.handed_materials.get(material_key="M08", superseded_at__isnull=True)
    assert (handed.media_type, handed.document.pages) == ("application/pdf", 1)
    assert handed.compared_by["name"] == "巴图"

    page = desk.open(draft, "materials/")
    picture, scale = page.locator("[data-picture]"), page.locator("[data-scale]")
    page.wait_for_function("document.querySelector('[data-picture]').naturalWidth > 0")
    fitting = scale.inner_text()
    page.locator("[data-stage]").focus()
    page.keyboard.press("+")
    assert scale.inner_text() != fitting
    page.keyboard.press("r")
    assert "rotate(90deg)" in (picture.get_attribute("style") or "")
    first = picture.get_attribute("src")
    page.keyboard.press("ArrowRight")
    assert picture.get_attribute("src") != first
    page.keyboard.press("ArrowLeft")
    expect(picture).to_have_attribute("style", re.compile(r"rotate\(90deg\)"))


@pytest.mark.parametrize("desk", [[]], indirect=True)
def test_without_leave_for_the_camera_there_are_words_and_another_way(desk: Desk) -> None:
    draft = at_counter()
    page = desk.open(draft, "materials/M08/")
    page.get_by_role("button", name="打开摄像头").click()
    expect(page.get_by_role("alert")).to_contain_text("摄像头")
    page.get_by_role("link", name="选文件").click()
    expect(page.locator("#files")).to_be_visible()


@pytest.mark.parametrize("desk", [[]], indirect=True)
def test_a_card_is_read_by_a_service_or_by_a_reader_that_types(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{desk.base}/simulators/id-reader/")
    page.get_by_role("button", name="放上王晓明的身份证").click()
    page.goto(f"{desk.base}/console/intake/")
    page.evaluate(
        "document.addEventListener('id-card', (event) => { window.read = event.detail; })"
    )
    page.get_by_role("button", name="读身份证").click()
    page.wait_for_function("window.read")
    card = page.evaluate("window.read")
    assert (card["name"], card["number"]) == ("王晓明", "152531199003072518")

    page.evaluate("window.read = null; document.activeElement.blur()")
    scan(page, "152502198511220015")
    page.wait_for_function("window.read")
    assert page.evaluate("window.read.number") == "152502198511220015"

    page.goto(f"{desk.base}/simulators/id-reader/")
    page.get_by_role("button", name="把卡拿走").click()
    page.goto(f"{desk.base}/console/intake/")
    page.get_by_role("button", name="读身份证").click()
    expect(page.locator("[data-told]").first).to_contain_text("没有读到卡")
