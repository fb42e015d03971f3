"""How long people wait for a page of the guide: 16 at once, nobody signed in.

``python -m benchmarks.guide [--people 16] [--seconds 30] [--think 0.3 1.0] [--bundle CODE]`` starts
servers of its own and the portal's web process as ``script/demo`` does, and lets people answer
question after question as is usual, check their answers, read the list, try another answer and look
at the relief. Times are whole answers, read to the end, in milliseconds. The printed notice has a
line of its own: it is a paper and no page, and does not count.
"""

from __future__ import annotations

import argparse
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import Final

import httpx

from benchmarks.ground import ground
from benchmarks.pages import Times, show, web

DIVISION: Final = "152571000000"
PAPER: Final = "one-time notice (PDF)"
"""The line that does not count."""


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser who has not signed in; ``pages`` by name and address."""

    number: int
    browser: httpx.Client
    pages: list[tuple[str, str]]


def main() -> None:
    asked = _arguments()
    with ground():
        logging.getLogger("httpx").setLevel(logging.WARNING)
        pages = path(asked.bundle)
        with web() as base, ThreadPoolExecutor(asked.people) as crowd:
            visitors = [
                Visitor(number, httpx.Client(base_url=base, timeout=60), pages)
                for number in range(asked.people)
            ]
            list(crowd.map(once, visitors))
            least, most = asked.think
            pause = f"with a pause of {least:g}–{most:g} s"
            for title, think in ((pause, (least, most)), ("without a pause", (0.0, 0.0))):
                times: Times = {}
                until = time.monotonic() + asked.seconds
                list(crowd.map(lambda one: stroll(one, times, think, until), visitors))  # noqa: B023
                show(f"{asked.people} people in the guide, {title}", times, apart=PAPER)


def path(code: str) -> list[tuple[str, str]]:
    """Name and address of every page somebody opens who answers as is usual, in order."""
    from bundles.catalogue import versions
    from portal.web.guide.address import of
    from portal.web.guide.walk import Walk

    version = versions.version(versions.current(code, DIVISION).pk)
    here = Walk(version, of(version, {}))
    pages = [("bundle", here.bundle_url())]
    while here.waiting is not None:
        pages.append(("question", here.url()))
        here = here.with_answer(here.waiting.key, here.waiting.default)
    tried = next(one for one in here.questions if one.type == "yes_no")
    other = "no" if here.told.given[tried.key] else "yes"
    return [
        *pages,
        ("check answers", here.url("guide-check")),
        ("list", here.url("guide-list")),
        ("what if: choose", here.url("guide-what-if")),
        ("what if: tried", f"{here.url('guide-what-if')}&change={tried.key}&to={other}"),
        ("relief", f"{here.bundle_url()}relief/"),
        (PAPER, here.url("guide-notice")),
    ]


def once(one: Visitor) -> None:
    """Every page, so that nothing is measured for the first time."""
    for page in one.pages:
        ask(one, {}, *page)


def stroll(one: Visitor, times: Times, think: tuple[float, float], until: float) -> None:
    """Walk the path over and over, each person from another page on."""
    random = Random(one.number)
    at = random.randrange(len(one.pages))
    time.sleep(random.uniform(0, think[1]))
    while time.monotonic() < until:
        ask(one, times, *one.pages[at % len(one.pages)])
        at += 1
        time.sleep(random.uniform(*think))


def ask(one: Visitor, times: Times, name: str, address: str) -> None:
    begun = time.perf_counter()
    answer = one.browser.get(address)
    took = 1000 * (time.perf_counter() - begun)
    limited = name == PAPER and answer.status_code == 429  # sixteen people behind one address
    assert answer.status_code == 200 or limited, (name, answer.status_code, address)
    if not limited:
        times.setdefault(name, []).append(took)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--think", type=float, nargs=2, default=(0.3, 1.0))
    parser.add_argument("--bundle", default="restaurant")
    return parser.parse_args()


if __name__ == "__main__":
    main()
