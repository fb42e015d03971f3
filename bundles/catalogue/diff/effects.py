"""What another version would have come to for the cases that were filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import rfc8785

from bundles.catalogue.definition import Version
from bundles.catalogue.diff.words import sentence
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.plan import Figures, Plan, plan
from departments.calendar import Calendar
from departments.documents import Text

ASPECTS: Mapping[str, tuple[Text, Text]] = {
    "materials": (
        Text(zh="少交{n}份材料", en="would be asked {n} material(s) less"),
        Text(zh="多交{n}份材料", en="would be asked {n} material(s) more"),
    ),
    "later": (
        Text(zh="少补交{n}份材料", en="would have {n} material(s) less to follow"),
        Text(zh="多补交{n}份材料", en="would have {n} material(s) more to follow"),
    ),
    "promised": (
        Text(zh="少作{n}项承诺", en="would make {n} promise(s) less"),
        Text(zh="多作{n}项承诺", en="would make {n} promise(s) more"),
    ),
    "items": (
        Text(zh="少办{n}个事项", en="would need {n} item(s) less"),
        Text(zh="多办{n}个事项", en="would need {n} item(s) more"),
    ),
    "fields": (
        Text(zh="少填{n}项", en="would fill in {n} field(s) less"),
        Text(zh="多填{n}项", en="would fill in {n} field(s) more"),
    ),
    "visits": (
        Text(zh="少跑{n}次", en="would come {n} time(s) less"),
        Text(zh="多跑{n}次", en="would come {n} time(s) more"),
    ),
    "days": (
        Text(zh="快{n}个工作日", en="would be promised {n} working day(s) sooner"),
        Text(zh="慢{n}个工作日", en="would be promised {n} working day(s) later"),
    ),
}
"""What is counted, and how less and more of it are said."""

_CALENDAR = Calendar()
"""Any will do: nothing here is a date."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Over so many ``cases``: by aspect, how many cases change by how much (−1: one less).

    ``unchanged`` cases come to the same in every aspect.
    """

    cases: int
    unchanged: int
    changes: Mapping[str, Mapping[Decimal, int]]

    @property
    def lines(self) -> tuple[Text, ...]:
        """A sentence for each change, the most cases first; what stays the same last."""
        if not self.cases:
            return (Text(zh="还没有办过的件可以比较。", en="There are no past cases to compare."),)
        found = sorted(self._lines(), key=lambda pair: -pair[0])
        same = sentence(
            "最近{cases}件中，{count}件没有变化。",
            "Of the last {cases} cases, {count} would be the same.",
            cases=str(self.cases),
            count=str(self.unchanged),
        )
        return (*(text for _count, text in found), *([same] if self.unchanged else []))

    def _lines(self) -> Iterator[tuple[int, Text]]:
        for aspect, counted in self.changes.items():
            less, more = ASPECTS[aspect]
            for by, count in counted.items():
                said = sentence(*_both(less if by < 0 else more), n=str(abs(by)))
                yield (
                    count,
                    sentence(
                        "最近{cases}件中，{count}件会{said}。",
                        "Of the last {cases} cases, {count} {said}.",
                        cases=str(self.cases),
                        count=str(count),
                        said=said,
                    ),
                )


def effects(
    old: Version, new: Version, scenarios: Iterable[Mapping[str, Any]], *, on: date
) -> Effects:
    """Every scenario (``{"questions": …, "barred": …}``) planned on both versions.

    An answer the version does not know counts as not given. Equal scenarios are planned once.
    """
    counted: Counter[bytes] = Counter()
    known: dict[bytes, Mapping[str, Any]] = {}
    for scenario in scenarios:
        mark = rfc8785.dumps(dict(scenario))
        counted[mark] += 1
        known[mark] = scenario
    changes: dict[str, Counter[Decimal]] = {}
    unchanged = 0
    for mark, count in counted.items():
        found = _compared(_plan(old, known[mark], on), _plan(new, known[mark], on))
        unchanged += 0 if found else count
        for aspect, by in found.items():
            changes.setdefault(aspect, Counter())[by] += count
    return Effects(sum(counted.values()), unchanged, changes)


def _plan(version: Version, scenario: Mapping[str, Any], on: date) -> Plan:
    answers = {QUESTIONS: scenario.get(QUESTIONS) or {}}
    barred = bool(scenario.get("barred"))
    return plan(version, answers, on=on, calendar=_CALENDAR, barred=barred)


def _compared(old: Plan, new: Plan) -> dict[str, Decimal]:
    before, after = _figures(old), _figures(new)
    return {aspect: after[aspect] - was for aspect, was in before.items() if after[aspect] != was}


def _figures(drawn: Plan) -> dict[str, Decimal]:
    figures: Figures = drawn.after
    named = {aspect: getattr(figures, aspect, len(drawn.items)) for aspect in ASPECTS}
    return {aspect: Decimal(figure) for aspect, figure in named.items()}


def _both(text: Text) -> tuple[str, str]:
    return text.zh, text.en
