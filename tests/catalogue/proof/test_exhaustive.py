"""On a reduced bundle, under every answer there is, the plan is what the rules say."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from bundles.catalogue.definition import Version
from departments.calendar import Calendar
from tests.catalogue.proof.comparing import compare, planned
from tests.catalogue.proof.naive import Document, Scenario
from tests.catalogue.proof.reduced import DAYS, reduced, scenarios

CALENDAR = Calendar(published_years=frozenset({2026, 2027}))


@pytest.fixture
def document() -> Document:
    return Version.model_validate(reduced()).model_dump(mode="json")


def test_the_plan_is_what_the_rules_say_under_every_answer(document: Document) -> None:
    version, tried = Version.model_validate(document), 0
    for given in scenarios(document):
        compare(version, document, given, CALENDAR)
        tried += 1
    assert tried == 4 * 2 * 2 * 2 * 2 * 2 * 2 * 2 * len(DAYS)


def test_every_stand_and_every_rule_comes_up(document: Document) -> None:
    version = Version.model_validate(document)
    met = {
        (one.rule.kind, one.stand)
        for given in islice(scenarios(document), 0, None, 5)
        for one in planned(version, given, CALENDAR).materials
    }
    assert met == {
        ("keep", "now"),
        ("merged_form", "spared"),
        ("duplicate_of", "spared"),
        ("produced_by", "spared"),
        ("produced_by", "later"),
        ("shared", "fetched"),
        ("shared", "now"),
        ("commitment", "promised"),
        ("inspection", "spared"),
        ("may_follow", "later"),
        ("may_follow", "now"),
        ("abolished", "now"),
        ("abolished", "spared"),
    }


def spoilt(document: Document) -> list[tuple[str, Document]]:
    """Each time one word of the document is another, for the reading alone."""
    changes = [
        ("materials", 1, "rules", 0, "kind", "inspection"),
        ("materials", 6, "rules", 0, "kind", "keep"),
        ("items", 1, "when", "area > 51 || fast"),
        ("items", 1, "needs", 1, "soft", False),
        ("items", 1, "needs", 2, "when", "true"),
        ("items", 1, "commitment", "when", "fast"),
        ("items", 1, "commitment", "promised", "amount", "2"),
        ("blocks", 1, "when", "true"),
        ("papers", 0, "when", "fast"),
    ]
    found = []
    for *place, value in changes:
        copy = Version.model_validate(document).model_dump(mode="json")
        here = copy
        for step in place[:-1]:
            here = here[step]
        here[place[-1]] = value
        found.append((".".join(map(str, place)), copy))
    return found


def test_a_plan_of_other_rules_is_told_apart(document: Document) -> None:
    """The comparison itself can fail: for each of these mistakes some scenario shows it."""
    version, tried = Version.model_validate(document), list(scenarios(document))
    random.Random(1).shuffle(tried)  # so that a difference comes up soon
    for place, other in spoilt(document):
        assert any(_differs(version, other, given) for given in tried), place


def _differs(version: Version, document: Document, given: Scenario) -> bool:
    try:
        compare(version, document, given, CALENDAR)
    except AssertionError:
        return True
    return False
