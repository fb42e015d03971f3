"""How long people wait for a page: 16 at once, walking as applicants do.

``python -m benchmarks.pages [--people 16] [--seconds 30] [--think 0.3 1.0]`` starts servers of its
own and the portal's web process as ``script/demo`` does, makes 16 people with a filled-in draft and
a case under way each, and lets them walk. Two tables: with a pause for thought between pages (the
figure that counts), and without any (what the machine can bear). Times are whole answers, read to
the end, in milliseconds; nothing is uploaded. Checking a password is slow on purpose and has a line
of its own.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from statistics import median, quantiles
from typing import Final

import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.ground import ground
from portal.local.house import parts
from portal.local.ports import free

PASSWORD: Final = "mu-ma-2026-caoyuan"
BUNDLE: Final = "/bundles/152571000000/company-opening/"
OWN_LINE: Final = "sign in (password)"
Times = dict[str, list[float]]


@dataclass
class Person:
    """One applicant with a browser; ``form`` is what their form page would send as it stands."""

    name: str
    draft: str
    case: str
    browser: httpx.Client
    page: str = ""
    form: dict[str, str | list[str]] = field(default_factory=dict)

    def path(self) -> list[tuple[str, str, str]]:
        """Name, method and address of what they open, in order."""
        return [
            ("front", "GET", "/"),
            ("search", "GET", "/search/?q=kaibangongsi"),
            ("bundle", "GET", BUNDLE),
            ("my cases", "GET", "/cases/"),
            ("task list", "GET", f"/cases/{self.draft}/form/"),
            ("form page", "GET", self.page),
            ("form page, saved", "POST", self.page),
            ("materials", "GET", f"/cases/{self.draft}/materials/"),
            ("check answers", "GET", f"/cases/{self.draft}/review/"),
            ("case", "GET", f"/cases/{self.case}/"),
            ("messages", "GET", "/messages/"),
        ]


def main() -> None:
    asked = _arguments()
    with ground():
        from benchmarks.residents import settle

        logging.getLogger("httpx").setLevel(logging.WARNING)
        told = settle(asked.people, password=PASSWORD)
        with web() as base, ThreadPoolExecutor(asked.people) as crowd:
            people = [Person(*one, browser=httpx.Client(base_url=base, timeout=60)) for one in told]
            entered: Times = {}
            for person in people:
                enter(person, entered)
            list(crowd.map(lambda one: walk(one, {}, Random(1), rounds=2), people))  # warm
            least, most = asked.think
            pause = f"with a pause of {least:g}–{most:g} s"
            for title, think in ((pause, (least, most)), ("without a pause", (0.0, 0.0))):
                times: Times = {OWN_LINE: entered[OWN_LINE]} if think[1] else {}
                until = time.monotonic() + asked.seconds
                list(
                    crowd.map(
                        lambda one: stroll(one[1], times, Random(one[0]), think, until),  # noqa: B023
                        enumerate(people),
                    )
                )
                show(f"{asked.people} people, {title}", times)


@contextmanager
def web() -> Iterator[str]:
    """The web process of ``serve``, on the servers the settings point at."""
    port = next(port for port in range(18600, 18700) if free("127.0.0.1", port))
    process = subprocess.Popen(parts("127.0.0.1", port)[0].command, env=os.environ)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{base}/readyz")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=30)


def enter(person: Person, times: Times) -> None:
    """Sign in, and look at the form page that will be saved."""
    from bs4 import BeautifulSoup

    from portal.demo.forms import Form

    page = person.browser.get("/accounts/login/")
    token = person.browser.cookies["csrftoken"]
    data = {"login": person.name, "password": PASSWORD, "csrfmiddlewaretoken": token}
    begun = time.perf_counter()
    answer = person.browser.post("/accounts/login/", data=data)
    times.setdefault(OWN_LINE, []).append(1000 * (time.perf_counter() - begun))
    assert answer.status_code == 302, answer.text[:500]
    first = f"/cases/{person.draft}/form/registered_address/"
    page = person.browser.get(first, follow_redirects=True)
    assert page.status_code == 200, (page.status_code, page.url)
    person.page = page.url.path
    soup = BeautifulSoup(page.text, "html.parser")
    forms = [Form(one, soup) for one in soup.select("main form[method=post]")]
    form = max(forms, key=lambda one: len(one.names))
    person.form = {**form.values, "then": "keep"}


def walk(person: Person, times: Times, random: Random, *, rounds: int) -> None:
    for _ in range(rounds):
        for name, method, address in person.path():
            ask(person, times, name, method, address)


def stroll(
    person: Person, times: Times, random: Random, think: tuple[float, ...], until: float
) -> None:
    """Walk the path over and over; who starts where is chance, so that nobody walks in step."""
    path = person.path()
    at = random.randrange(len(path))
    time.sleep(random.uniform(0, think[1]))
    while time.monotonic() < until:
        ask(person, times, *path[at % len(path)])
        at += 1
        time.sleep(random.uniform(*think[:2]))


def ask(person: Person, times: Times, name: str, method: str, address: str) -> None:
    headers = {"Accept": "application/json"} if method == "POST" else {}
    data = person.form if method == "POST" else None
    begun = time.perf_counter()
    answer = person.browser.request(method, address, data=data, headers=headers)
    took = 1000 * (time.perf_counter() - begun)
    assert answer.status_code == 200, (name, answer.status_code, address)
    times.setdefault(name, []).append(took)


def show(title: str, times: Times, *, apart: str = OWN_LINE) -> None:
    """A line per page; ``apart`` is the one that does not count among all pages."""
    table = Table(title=title, title_justify="left")
    for column in ("page", "asked", "p50", "p95", "max"):
        table.add_column(column, justify="left" if column == "page" else "right")
    pages = [one for name, each in times.items() if name != apart for one in each]
    for name, each in [*sorted(times.items()), ("all pages", pages)]:
        table.add_row(
            name, str(len(each)), f"{median(each):.0f}", f"{p95(each):.0f}", f"{max(each):.0f}"
        )
    Console().print(table)


def p95(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--think", type=float, nargs=2, default=(0.3, 1.0))
    return parser.parse_args()


if __name__ == "__main__":
    main()
