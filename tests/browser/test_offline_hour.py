"""The hour without a network, played at a desk: five cases, right times, none twice, none lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect
from pytest_django.live_server_helper import LiveServer

from bundles.casework.models import ReservedNumber, Submission
from portal.demo.numbers import resident_id
from tests.browser.conftest import FLAGS
from tests.cases import load_library
from tests.console.seats import ULGAI, ULGAI_HEAD, account, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
MOOD = '#offline-state[data-mood="{}"]'
NUMBERS = """async () => {
    const { all, owner } = await import("/static/console/offline/store.js"), mine = await owner();
    const free = one => one.mark === mine?.mark && one.state === "free";
    return (await all("numbers")).filter(free).length >= 24;
}"""
KEPT = """async () => {
    const { all } = await import("/static/console/offline/store.js");
    const read = value => value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value;
    const rows = [...await all("cases"), ...await all("files"), ...await all("meta")];
    return JSON.stringify(rows, (_key, value) => read(value));
}"""
NAMES = ("王晓明", "李秀英", "乌日娜", "张敏", "其其格")


def session_of(number: str) -> str:
    client = Client()
    sign_in(client, account(number))
    return client.cookies["sessionid"].value


@pytest.fixture
def context(
    live_server: LiveServer, playwright: Playwright, chromium: str, settings: Any, tmp_path: Path
) -> Iterator[BrowserContext]:
    load_library()
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": tmp_path / "vault"}}
    settings.STORAGES = {**settings.STORAGES, "vault": vault}
    opened = playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=chromium,
        args=FLAGS,
        base_url=live_server.url,
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


class Desk:
    """The offline page, and what a clerk does on it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base = context, base
        self.page: Page = context.pages[0]
        self.taken: dict[str, datetime] = {}
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def sits_down(self, session: str) -> None:
        cookie = {"name": "sessionid", "value": session, "url": self.base}
        self.context.add_cookies([cookie])  # type: ignore[list-item]
        self.page.goto("/console/")
        self.page.wait_for_selector("#offline-state:not([hidden])")
        self.page.wait_for_function(NUMBERS)
        self.page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")

    def opens(self) -> None:
        self.page.goto("/console/offline/")
        self.page.wait_for_selector("#desk:not([hidden])")

    def writes(self, name: str) -> None:
        number = resident_id(Random(name))
        for key, text in (("name", name), ("id_number", number), ("phone", "13847912345")):
            self.page.fill(f"#{key}", text)
        self.page.check('input[name$=".q.hires_staff"][value="yes"]')
        self.page.fill('input[name$=".b.company_name.trade_name"]', f"{name[0]}记")

    def photographs(self, folder: Path, *names: str) -> None:
        for name in names:
            Image.new("RGB", (300, 400), (len(name) * 20, 90, 90)).save(folder / name, "JPEG")
            self.page.set_input_files(
                '[data-blank]:not([hidden]) input[multiple][data-material="M08"]', folder / name
            )
            self.page.wait_for_selector(f'[data-files="M08"] li:has-text("{name}")')

    def takes_in(self, *, clicks: int = 1) -> str:
        at = datetime.now().astimezone()
        self.page.wait_for_selector("#take:enabled")
        self.page.evaluate("(times) => { while (times--) take.click(); }", clicks)
        expect(self.page.locator("#name")).to_have_value("")
        said = self.page.inner_text("#said")
        number = re.search(r"YJS\w{21}", said)
        assert number is not None, said
        self.taken[number[0]] = at
        return number[0]

    def states(self) -> list[str]:
        return [str(one.get_attribute("data-state")) for one in self.page.locator(".o-case").all()]

    def waits_until_all_are(self, state: str) -> None:
        """Every one of the cases on the page, and there is one."""
        self.page.wait_for_selector(".o-case")
        expect(self.page.locator(f".o-case:not([data-state={state}])")).to_have_count(
            0, timeout=30_000
        )


def in_thread(work: Any) -> Any:
    """The browser holds the thread of the test; the database is asked from another."""

    def asked() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asked).result()


def test_five_cases_are_taken_in_without_a_network_and_each_comes_once(
    context: BrowserContext, live_server: LiveServer, tmp_path: Path
) -> None:
    desk = Desk(context, live_server.url)
    desk.sits_down(in_thread(lambda: session_of(ULGAI)))
    context.set_offline(True)
    desk.opens()
    desk.page.wait_for_selector(MOOD.format("down"))

    desk.writes(NAMES[0])
    desk.photographs(tmp_path, "房产证.jpg")
    desk.takes_in()
    desk.writes(NAMES[1])
    desk.takes_in(clicks=2)
    desk.writes(NAMES[2])
    desk.page.wait_for_timeout(700)  # longer than the pause after which what was typed is kept
    desk.page.reload()
    expect(desk.page.locator("#name")).to_have_value(NAMES[2])
    assert desk.page.is_checked('input[name$=".q.hires_staff"][value="yes"]')
    desk.takes_in()
    desk.writes(NAMES[3])
    desk.photographs(tmp_path, "租赁合同一.jpg", "租赁合同二页.jpg")
    desk.takes_in()
    desk.writes(NAMES[4])
    desk.takes_in()
    assert len(desk.taken) == 5
    expect(desk.page.locator(".o-case[data-state=waiting]")).to_have_count(5)
    expect(desk.page.locator("#offline-state")).to_contain_text("5 件待同步")
    assert in_thread(Submission.objects.count) == 0

    brought: list[str] = []

    def broken(route: Route) -> None:
        """The line breaks once more, in the middle of the files."""
        brought.append(route.request.url)
        if len(brought) == 2:
            route.abort()
        else:
            route.continue_()

    context.route("**/files/", broken)
    context.set_offline(False)
    for _ in range(100):
        if len(brought) == 2:
            break
        desk.page.wait_for_timeout(100)
    desk.page.wait_for_selector(MOOD.format("down"))
    assert "waiting" in desk.states()
    desk.page.evaluate("dispatchEvent(new Event('online'))")
    desk.waits_until_all_are("sent")
    desk.page.evaluate("dispatchEvent(new Event('online'))")
    desk.page.wait_for_selector(MOOD.format("up"))
    assert len(brought) == 4, "three files, and one of them once more"
    in_thread(lambda: right(desk.taken))
    assert desk.troubles == []


def right(taken: dict[str, datetime]) -> None:
    cases = {str(one.number): one for one in Submission.objects.select_related("applicant")}
    assert set(cases) == set(taken)
    assert sorted(one.applicant.name for one in cases.values()) == sorted(NAMES)
    for number, at in taken.items():
        received = cases[number].received_at
        assert received is not None
        assert abs(received - at) <= timedelta(seconds=2), number
        assert cases[number].answers["questions"]["hires_staff"] is True
    used = ReservedNumber.objects.filter(used_at__isnull=False)
    assert sorted(used.values_list("number", flat=True)) == sorted(taken)
    assert sorted(one.handed_materials.count() for one in cases.values()) == [0, 0, 0, 1, 2]
    assert timezone.now() > max(taken.values())


def test_what_waits_is_sealed_from_the_next_officer_and_opens_for_its_own(
    context: BrowserContext, live_server: LiveServer
) -> None:
    desk = Desk(context, live_server.url)
    desk.sits_down(in_thread(lambda: session_of(ULGAI)))
    context.set_offline(True)
    desk.opens()
    desk.writes(NAMES[0])
    number = desk.takes_in()
    context.route("**/offline/sync/", lambda route: route.abort())
    with desk.page.expect_event("requestfailed"):
        context.set_offline(False)
    desk.page.goto("about:blank")
    desk.page.wait_for_timeout(1000)  # what is under way would bring the old session back

    context.clear_cookies(name="sessionid")
    desk.sits_down(in_thread(lambda: session_of(ULGAI_HEAD)))
    desk.opens()
    assert desk.states() == []
    assert "封存" in desk.page.inner_text("#offline-state")
    assert number in desk.page.evaluate(KEPT)
    assert NAMES[0] not in desk.page.evaluate(KEPT)

    context.unroute("**/offline/sync/")
    context.clear_cookies(name="sessionid")
    desk.sits_down(in_thread(lambda: session_of(ULGAI)))
    desk.opens()
    desk.waits_until_all_are("sent")
    assert in_thread(lambda: Submission.objects.get().number) == number
