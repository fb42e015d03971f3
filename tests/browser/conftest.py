"""A portal of its own, served by the demonstration, and a real Chromium in front of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from portal.demo.people import Key, People, SignIn
from portal.local.places import CHECKOUT
from tests.browser.screen import PHONE
from tests.demo.checkout import fresh_checkout, processes, surroundings

# Playwright's event loop runs in the thread of the tests, which may ask the database all the same
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PICTURES = CHECKOUT / "screenshots"
SERVING = "credentials.json；"  # the last line before it waits for Ctrl-C
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
GRACE = 60.0


@dataclass(frozen=True)
class Portal:
    """The portal as the one who started it sees it: an address and the printed sign-ins."""

    base: str
    people: People
    checkout: Path

    @property
    def texts(self) -> Path:
        """What came to people's phones."""
        return self.checkout / ".local" / "outbox" / "sms.jsonl"


@pytest.fixture(scope="session")
def portal(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Only with a browser to look at it: starting it takes a while."""
    checkout = fresh_checkout(tmp_path_factory.mktemp("portal"))
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=checkout,
        env={**surroundings(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said = await_serving(demo)
        assert SERVING in said, said
        yield as_printed(checkout)
    finally:
        demo.send_signal(signal.SIGINT)
        said, _nothing = demo.communicate(timeout=GRACE)
        status = demo.returncode
    assert status == 0, said
    assert processes(checkout) == {}


def await_serving(demo: subprocess.Popen[str]) -> str:
    """Read what the demonstration says until it serves; afterwards it says next to nothing."""
    assert demo.stdout is not None
    said = []
    for line in demo.stdout:
        said.append(line)
        if SERVING in line:
            break
    return "".join(said)


def as_printed(checkout: Path) -> Portal:
    told = json.loads((checkout / ".local" / "demo" / "credentials.json").read_text())
    keys = {item: Key(**key) for item, key in told["keys"].items()}
    officials = {name: SignIn(**told[name]) for name in ("clerk", "seal_maker")}
    return Portal(told["address"], People(keys=keys, **officials), checkout)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. Without it these tests fail: they are of no use then."""
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("Chromium is missing. Mend it with: apt-get install -y chromium")
    return found


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of every page are kept; git ignores the folder."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    return PICTURES


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """One browser for the pages of a file; every visitor opens a context of it."""
    opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield opened
    opened.close()


@pytest.fixture
def context(
    playwright: Playwright, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A browser with a profile of its own, for pages that need no portal behind them."""
    opened = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"), executable_path=chromium, headless=True, args=FLAGS
    )
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


@contextmanager
def at_the_door(door: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address at which a small server of a test answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def window(
    playwright: Playwright, chromium: str, portal: Portal, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    opened = Window(playwright, chromium, portal.base, tmp_path_factory)
    yield opened
    opened.close()


class Window:
    """Opens browsers: one person each, with a profile of their own."""

    def __init__(
        self, playwright: Playwright, chromium: str, base: str, folders: pytest.TempPathFactory
    ) -> None:
        self.playwright, self.chromium, self.base, self.folders = (
            playwright, chromium, base, folders,
        )  # fmt: skip
        self.contexts: list[BrowserContext] = []

    def open(
        self, size: tuple[int, int] = PHONE, *, scripts: bool = True, flags: Sequence[str] = ()
    ) -> BrowserContext:
        context = self.playwright.chromium.launch_persistent_context(
            self.folders.mktemp("profile"),
            executable_path=self.chromium,
            headless=True,
            args=[*FLAGS, *flags],
            base_url=self.base,
            locale="zh-CN",
            viewport={"width": size[0], "height": size[1]},
            accept_downloads=True,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        return context

    def close(self) -> None:
        for context in self.contexts:
            context.close()
