"""Random full scenarios of every bundle of the library: the plan is what the rules say.

A sample here; ``script/scenarios`` tries 5 000 of each.
"""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bundles.catalogue.definition import Version
from bundles.catalogue.reading import LIBRARY
from departments.calendar import Calendar
from tests.catalogue.library import assembled
from tests.catalogue.proof.comparing import compare, morning
from tests.catalogue.proof.naive import Document, Scenario

HOW_MANY = int(os.environ.get("SCENARIOS", "300"))
BUNDLES = sorted(LIBRARY.glob("*.yaml"))
FIRST_DAY, DAYS = date(2026, 1, 1), 700


@pytest.mark.usefixtures("departments")
@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: path.stem)
def test_the_plan_is_what_the_rules_say(path: Path, calendar: Calendar) -> None:
    version = whole(path)
    document, chance = version.model_dump(mode="json"), random.Random(path.stem)
    for _time in range(HOW_MANY):
        given = anything(document, chance)
        try:
            compare(version, document, given, calendar)
        except AssertionError as error:
            raise AssertionError(f"{given}: {error}") from error


@cache
def whole(path: Path) -> Version:
    return assembled(path)


def anything(document: Document, chance: random.Random) -> Scenario:
    """Any answer to any question, some left out; now and then a bad name, a silent register, a
    promise taken back.
    """
    on = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    shared = [row["key"] for row in document["materials"] if _has(row, "shared")]
    promised = [one["key"] for one in document["items"] if one["commitment"]]
    return Scenario(
        questions={
            question["key"]: _answer(question, chance)
            for question in document["questions"]
            if chance.random() < 0.95
        },
        on=on,
        start=morning(on) + timedelta(minutes=chance.randrange(24 * 60)),
        barred=chance.random() < 0.2,
        ordinary=frozenset(key for key in promised if chance.random() < 0.1),
        missing=frozenset(key for key in shared if chance.random() < 0.3),
    )


def _answer(question: Document, chance: random.Random) -> Any:
    keys = [choice["key"] for choice in question["choices"]]
    match question["type"]:
        case "yes_no":
            return chance.random() < 0.5
        case "choice":
            return chance.choice(keys)
        case "choices":
            return [key for key in keys if chance.random() < 0.5]
    edges = [edge for cut in question["cuts"] for edge in (cut, cut + 1)]
    inside = [edge for edge in edges if question["min"] <= edge <= question["max"]]
    if inside and chance.random() < 0.5:
        return chance.choice(inside)
    return chance.randint(question["min"], question["max"])


def _has(row: Document, kind: str) -> bool:
    return any(rule["kind"] == kind for rule in row["rules"])
