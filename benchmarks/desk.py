"""How long a clerk waits in a hall with 100 000 cases.

``python -m benchmarks.desk [--cases 100000] [--clerks 4] [--rounds 40]`` starts servers of its own
and the portal's web process as ``script/demo`` does, fills one hall, and lets clerks walk: the
desk, every list, the far end of the longest, each kind of search, case pages. Times are whole
answers, read to the end, in milliseconds; ``--limit 150`` makes it fail when a p95 is over it,
but for the report over thirty days, which nobody opens with a person at the window.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random

import httpx

from benchmarks.ground import ground
from benchmarks.pages import Times, p95, show, web

REASON = "申请人到场"
LISTS = ("waiting", "resubmitted", "correction", "in-review", "results", "closed", "ended")
REPORT = "supervision, 30 days"
Step = tuple[str, str, dict[str, str]]
"""Name, address below the console, and what is posted; nothing posted means it is only read."""


def main() -> None:
    asked = _arguments()
    with ground():
        from benchmarks.many import settle

        logging.getLogger("httpx").setLevel(logging.WARNING)
        begun = time.monotonic()
        real = settle(asked.cases)
        sys.stderr.write(f"{asked.cases} cases made in {time.monotonic() - begun:.0f} s\n")
        steps = list(_steps(real))
        with web() as base, ThreadPoolExecutor(asked.clerks) as hall:
            seats = [_seat(base) for _each in range(asked.clerks)]
            list(hall.map(lambda seat: walk(seat, steps, {}, Random(0), 2), seats))  # warm
            times: Times = {}
            list(
                hall.map(
                    lambda one: walk(one[1], steps, times, Random(one[0]), asked.rounds),
                    enumerate(seats),
                )
            )
            show(f"{asked.cases} cases in the hall, {asked.clerks} clerks", times)
    broken = [name for name in times if " answered " in name]
    if broken:
        sys.exit(", ".join(broken))
    slow = [name for name, each in times.items() if name != REPORT and p95(each) > asked.limit]
    if asked.limit and slow:
        sys.exit(f"over {asked.limit} ms: {', '.join(slow)}")


def _steps(real: Mapping[str, object]) -> Iterator[Step]:
    from bundles.casework.models import Submission, WorkItem
    from bundles.issuance.models import Certificate
    from bundles.papers.links import progress_link

    closed = Submission.objects.filter(status="closed").select_related("applicant")
    some = closed[closed.count() // 2]
    person = some.applicant
    item = WorkItem.objects.filter(submission=some)[0]
    result = Certificate.objects.filter(work_item=item)[0]
    yield "desk", "", {}
    for queue in LISTS:
        yield f"list: {queue}", f"queues/{queue}/", {}
    yield "list: closed, page 50", "queues/closed/?page=50", {}
    for kind, text in (
        ("number", str(some.number)),
        ("last digits", str(some.number)[-5:]),
        ("item number", item.number),
        ("result number", result.number),
        ("QR code", progress_link(str(some.number))),
        ("nothing found", "9876543210987"),
    ):
        yield f"search: {kind}", "cases/", {"q": text}
    for kind, text in (
        ("name", person.name),
        ("phone", person.phone),
        ("identity number", person.id_number),
    ):
        yield f"search: {kind}", "cases/", {"q": text, "reason": REASON}
    for name, case in real.items():
        if name != "closed":
            yield f"case: {name}", f"cases/{getattr(case, 'number', '')}/", {}
    yield from _other_rooms()


def _other_rooms() -> Iterator[Step]:
    from django.urls import NoReverseMatch, reverse

    for name in ("reception", "supervision", "intake"):
        with suppress(NoReverseMatch):
            yield name, reverse(f"admin:{name}").removeprefix("/console/"), {}
    yield REPORT, "supervision/?days=30", {}
    yield "results to collect", "handover/ready/", {}


def _seat(base: str) -> httpx.Client:
    """A clerk who has signed in."""
    from tests.console.seats import ULGAI_HEAD, Seat

    browser = httpx.Client(base_url=f"{base}/console/", timeout=60)
    for cookie in Seat(ULGAI_HEAD).client.cookies.values():
        browser.cookies.set(cookie.key, cookie.value)
    assert browser.get("").status_code == 200
    return browser


def walk(
    browser: httpx.Client, steps: list[Step], times: Times, random: Random, rounds: int
) -> None:
    """Everything in turn, over and over, with a short thought between; nobody walks in step."""
    for _round in range(rounds):
        for name, address, posted in random.sample(steps, len(steps)):
            token = {"csrfmiddlewaretoken": browser.cookies.get("csrftoken", "")}
            begun = time.perf_counter()
            answer = browser.post(address, data=posted | token) if posted else browser.get(address)
            took = 1000 * (time.perf_counter() - begun)
            well = answer.status_code in ({200, 302, 404} if posted else {200})
            row = name if well else f"{name} answered {answer.status_code}"
            times.setdefault(row, []).append(took)
            time.sleep(random.uniform(0.05, 0.2))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--clerks", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--limit", type=float, default=0.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
