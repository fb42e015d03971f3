"""A bundle in one place, told in Markdown: what the ordinary case is asked, and what every other
answer changes. Pure; generated, never written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bundles.catalogue.definition import Question, Version
from bundles.catalogue.figures import Figures
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.lint.coverage import Case, covered
from bundles.catalogue.lint.scenarios import domain
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.plan import Plan, PlannedMaterial, plan
from departments.calendar import Calendar

STANDS = {
    "now": "**hand in**",
    "later": "later",
    "fetched": "fetched",
    "promised": "promised",
    "spared": "–",
}
_CHANGED = (
    "Everything else as in the ordinary case. Documents are listed by their row above; the one "
    "form and, where something is promised, the one letter come on top."
)
_HEADS = ("Answer", "Items", "Hand in now", "Later", "Fetched", "Promises", "Fields", "Days")


def describe(version: Version, *, on: date, calendar: Calendar) -> str:
    """The chapter of one bundle in one division, ending in a line feed."""

    def drawn(answers: Mapping[str, Any], *, barred: bool = False) -> Plan:
        given = {QUESTIONS: answers}
        return plan(version, given, on=on, calendar=calendar, barred=barred)

    ordinary = drawn({})
    coverage = covered(Walk(version), on)
    chapter = [
        f"## {version.name.en} ({version.name.zh}) in {version.division.name.en}",
        version.summary.en,
        _thresholds(version),
        "### The ordinary case",
        "Every question answered as most people do: " + _said(version) + ".",
        _figures(ordinary.before, ordinary.after),
        "\n".join(_items(ordinary)),
        "\n".join(_materials(ordinary)),
        "### One answer changed",
        _CHANGED,
        "\n".join(_changes(version, drawn)),
        "### Least and most",
        f"Least: {_told(coverage.best)}",
        f"Most: {_told(coverage.worst)}",
    ]
    return "\n\n".join(part for part in chapter if part) + "\n"


def _thresholds(version: Version) -> str:
    if not version.values:
        return ""
    values = ", ".join(f"`{key}` {value}" for key, value in version.values.items())
    return f"What this place has decided for itself: {values}."


def _figures(before: Figures, after: Figures) -> str:
    return (
        f"Asked for now: **{after.materials}** instead of {before.materials} documents and forms; "
        f"{after.later} later, {after.fetched} fetched, {after.promised} promised. "
        f"Fields {after.fields} instead of {before.fields}, visits {after.visits} instead of "
        f"{before.visits}, departments to go to {after.departments} instead of "
        f"{before.departments}, working days {after.days} instead of {before.days}."
    )


def _items(planned: Plan) -> Iterator[str]:
    yield "| Item | | Who decides | Promised | By commitment | Waits for |"
    yield "|---|---|---|---|---|---|"
    for one in planned.items:
        promised, _legal = one.item.limits(by_commitment=one.by_commitment)
        yield (
            f"| {one.item.key} | {one.item.name.en} ({one.item.name.zh}) "
            f"| {one.item.department.name.en} | {promised.en} "
            f"| {'yes' if one.by_commitment else ''} | {' '.join(one.after)} |"
        )


def _materials(planned: Plan) -> Iterator[str]:
    yield "| Row | Document | Used to be asked by | Now | Why |"
    yield "|---|---|---|---|---|"
    for one in planned.materials:
        yield (
            f"| {one.material.key} | {one.material.name.en} ({one.material.name.zh}) "
            f"| {' '.join(one.material.items)} | {STANDS[one.stand]} | {_why(one)} |"
        )


def _why(planned: PlannedMaterial) -> str:
    return " ".join(f"{reason.text.en}" for reason in planned.reasons).replace("|", "/")


def _changes(version: Version, drawn: Any) -> Iterator[str]:
    yield "| Question | " + " | ".join(_HEADS) + " |"
    yield "|---" * (len(_HEADS) + 1) + "|"
    for question in version.questions:
        for value in _others(question):
            yield _row(question.text.en, _answer(question, value), drawn({question.key: value}))
    yield _row("The applicant broke a promise before", "yes", drawn({}, barred=True))


def _others(question: Question) -> Sequence[Any]:
    """Of many choices each alone; of a number one on each side of every cut."""
    default, values = _plain(question.default), domain(question)
    if question.type == "choices":
        values = [[], *([choice.key] for choice in question.choices)]
    return [value for value in values if value != default]


def _row(question: str, answer: str, planned: Plan) -> str:
    keys = [one.material.key for one in planned.asked]
    figures = planned.after
    cells = (
        question,
        answer,
        " ".join(planned.item_keys),
        f"{figures.materials}: {' '.join(keys)}",
        " ".join(one.material.key for one in planned.later),
        " ".join(one.material.key for one in planned.materials if one.stand == "fetched"),
        str(figures.promised or ""),
        str(figures.fields),
        str(figures.days),
    )
    return "| " + " | ".join(cells) + " |"


def _told(case: Case) -> str:
    """What is answered otherwise than in the ordinary case, and what it comes to."""
    answers = "; ".join(f"{one.question.en} {one.answer.en}" for one in case.answers)
    return f"{answers or 'the ordinary case'}. {_figures(case.before, case.after)}"


def _said(version: Version) -> str:
    return "; ".join(
        f"{question.text.en} {_answer(question, _plain(question.default))}"
        for question in version.questions
    )


def _answer(question: Question, value: Any) -> str:
    match question.type:
        case "yes_no":
            return "yes" if value else "no"
        case "integer":
            return f"{value} {question.unit.en}" if question.unit else str(value)
    texts = {choice.key: choice.text.en for choice in question.choices}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(texts[key] for key in chosen) or "none"


def _plain(value: Any) -> Any:
    """Chosen keys as a list, however they were kept."""
    return list(value) if isinstance(value, tuple) else value
