"""How long one plan takes, for every bundle of the library: ``python -m benchmarks.plan``.

Processor time of ``plan()`` under random answers, each asked nine times and the best taken, so that
what else the machine does is left out. Ends with status 1 when the slowest is over the limit.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.ground import ground

if TYPE_CHECKING:
    from bundles.catalogue.definition import Question, Version

LIMIT_MS = 2.0
DAY = date(2026, 11, 23)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--scenarios", type=int, default=200)
    asked.add_argument("--limit", type=float, default=LIMIT_MS, help="milliseconds")
    given = asked.parse_args()
    slowest = 0.0
    with ground():
        print("| bundle | conditions | items | materials | median | slowest |")
        print("|---|---:|---:|---:|---:|---:|")
        for version in versions():
            times = sorted(timed(version, given.scenarios))
            slowest = max(slowest, times[-1])
            print(line(version, times))
    return int(slowest > given.limit)


def versions() -> Iterator[Version]:
    """One of each bundle, as its first place offers it."""
    from bundles.catalogue.versions import offered, version

    seen: set[str] = set()
    for row in offered():
        if row.bundle.code not in seen:
            seen.add(row.bundle.code)
            yield version(row.pk)


def timed(version: Version, scenarios: int) -> Iterator[float]:
    """Milliseconds of each scenario."""
    from bundles.catalogue.plan import plan
    from departments.selectors import calendar_for

    chance, calendar = random.Random(1), calendar_for(version.division.code)
    for _scenario in range(scenarios):
        answers = {"questions": {one.key: answer(one, chance) for one in version.questions}}
        yield best(partial(plan, version, answers, on=DAY, calendar=calendar))


def best(action: Callable[[], Any]) -> float:
    found = []
    for _time in range(9):
        began = time.process_time()
        action()
        found.append(time.process_time() - began)
    return min(found) * 1000


def answer(question: Question, chance: random.Random) -> Any:
    keys = [choice.key for choice in question.choices]
    match question.type:
        case "yes_no":
            return chance.random() < 0.5
        case "choice":
            return chance.choice(keys)
        case "choices":
            return [key for key in keys if chance.random() < 0.5]
    return chance.randint(question.min, question.max)


def line(version: Version, times: list[float]) -> str:
    from bundles.catalogue.lint.stated import stated

    conditions = {one.expression for one in stated(version)}
    return (
        f"| {version.code} | {len(conditions)} | {len(version.items)} | {len(version.materials)} "
        f"| {times[len(times) // 2]:.2f} | {times[-1]:.2f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
