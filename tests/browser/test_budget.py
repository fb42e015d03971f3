"""Acceptance: what a first visit of any applicant page weighs, and how soon it is there.

The server is gunicorn with compression as ``script/demo`` starts it. The device is a mid-range
telephone on 4G: a processor four times slower than this machine's, 9 Mbit/s, 60 ms there and back.
Each page is opened in a browser that has never been here.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from django.db import connection
from django.utils.encoding import iri_to_uri
from playwright.sync_api import Browser, CDPSession

from portal.local.house import parts
from portal.local.ports import free
from tests.browser.applicant_pages import Page
from tests.browser.test_accessibility import Visit, visit
from tests.web.stage import Role

__all__ = ["visit"]
pytestmark = pytest.mark.django_db  # what the server sees is committed before, by ``visit``

HEAVIEST = 100 * 1000  # bytes over the wire, headers included
LATEST = 1000.0  # milliseconds until the largest paint
SLOWER, DOWN, UP, ROUND_TRIP = 4, 9_000_000 / 8, 3_000_000 / 8, 60
TRIES = 6  # the machine has other things to do: the quickest of so many visits counts
PAINTED = """() => new Promise(told => {
    new PerformanceObserver(list => told(list.getEntries().at(-1).startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => told(-1), 4000);
})"""


@dataclass
class Seen:
    bytes: int = 0
    painted: float = 0
    outside: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def gunicorn(visit: Visit) -> Iterator[str]:
    """The web process of ``serve`` on the database of this run."""
    port = next(port for port in range(18461, 18561) if free("127.0.0.1", port))
    web = parts("127.0.0.1", port)[0]
    address, _, name = os.environ["DATABASE_URL"].rpartition("/")
    database = f"{address}/{connection.settings_dict['NAME']}"
    assert name
    process = subprocess.Popen(
        web.command, env={**os.environ, "DATABASE_URL": database}, stdout=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    try:
        warm(base, visit)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=30)


def warm(base: str, visit: Visit) -> None:
    """Ask for every page until both workers have seen most of them."""
    for _ in range(200):
        try:
            urlopen(f"{base}/healthz").close()
            break
        except OSError:
            time.sleep(0.1)
    for page in visit.pages * 2:
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in visit.cookies[page.role])
        with suppress(HTTPError):  # a paper of this run, say, whose key the server does not have
            urlopen(Request(base + iri_to_uri(page.address), headers={"Cookie": cookies})).read()


def visited(browser: Browser, base: str, page: Page, cookies: list[dict[str, str]]) -> Seen:
    seen = Seen()
    context = browser.new_context(
        locale="zh-CN",
        viewport={"width": 375, "height": 812},
        device_scale_factor=2,
        service_workers="block",
    )
    try:
        context.add_cookies([{**one, "url": base} for one in cookies])  # type: ignore[typeddict-item]
        tab = context.new_page()
        line = context.new_cdp_session(tab)
        slow_down(line)
        line.on("Network.loadingFinished", lambda one: add(seen, one))
        tab.on("request", lambda one: seen.outside.add(urlsplit(one.url).netloc))
        tab.goto(base + page.address, wait_until="networkidle")
        seen.painted = float(tab.evaluate(PAINTED))
    finally:
        context.close()
    seen.outside -= {urlsplit(base).netloc, ""}
    return seen


def slow_down(line: CDPSession) -> None:
    line.send("Network.enable")
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP,
            "downloadThroughput": DOWN,
            "uploadThroughput": UP,
        },
    )


def add(seen: Seen, finished: dict[str, Any]) -> None:
    seen.bytes += int(finished["encodedDataLength"])


def quickest(browser: Browser, base: str, page: Page, cookies: list[dict[str, str]]) -> Seen:
    """Of so many visits, the first that is soon enough will do."""
    tries = []
    for _ in range(TRIES):
        tries.append(visited(browser, base, page, cookies))
        if 0 < tries[-1].painted < LATEST:
            break
    return min(tries, key=lambda one: one.painted if one.painted > 0 else inf)


def wrong(one: Seen) -> bool:
    return one.bytes >= HEAVIEST or not 0 < one.painted < LATEST or bool(one.outside)


def test_every_first_visit_is_light_quick_and_ours_alone(
    browser: Browser, gunicorn: str, visit: Visit
) -> None:
    found: dict[Page, Seen] = {}
    for again in (False, True):  # once more at the end: what was in the way may have passed
        for page in visit.pages:
            if not again or wrong(found[page]):
                cookies = visit.cookies[page.role] if page.role is not Role.ANONYMOUS else []
                found[page] = quickest(browser, gunicorn, page, cookies)
    weights = max((one.bytes, str(page)) for page, one in found.items())
    paints = max((one.painted, str(page)) for page, one in found.items())
    print(f"\n{len(found)} pages; heaviest {weights}, latest {paints}")  # noqa: T201 — the figures of the day
    assert [(str(page), one) for page, one in found.items() if wrong(one)] == []
