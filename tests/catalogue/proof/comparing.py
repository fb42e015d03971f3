"""A plan held against the naive reading, and against what every item requires."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time

from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, plan
from departments.calendar import SHANGHAI, Calendar
from tests.catalogue.proof.naive import Document, Naive, Scenario

HANDED_IN = ("now", "later")


def planned(version: Version, given: Scenario, calendar: Calendar) -> Plan:
    return plan(
        version,
        {"questions": given.questions, "blocks": {}},
        on=given.on,
        calendar=calendar,
        start=given.start,
        barred=given.barred,
        ordinary=given.ordinary,
        missing=dict.fromkeys(given.missing, "not_found"),
    )


def compare(version: Version, document: Document, given: Scenario, calendar: Calendar) -> None:
    """Raises AssertionError where plan and naive reading differ in anything at all."""
    made, read = planned(version, given, calendar), Naive(document, given, calendar)
    assert [one.key for one in made.questions] == read.asked()
    _items(made, read)
    _materials(made, read)
    assert {block.key for block in made.blocks} == set(read.blocks)
    assert set(made.fields) == read.fields()
    assert {letter.key for letter in made.papers} == read.letters()
    after = {name: getattr(made.after, name) for name in read.after()}
    assert after == read.after()
    before = {name: getattr(made.before, name) for name in read.before()}
    assert before == read.before()
    _minimal_and_sufficient(made, read)


def _items(made: Plan, read: Naive) -> None:
    assert set(made.item_keys) == set(read.items)
    done: set[str] = set()
    for one in made.items:
        key = one.item.key
        assert set(one.after) == read.waits_for(key)
        assert set(one.after) <= done, "each stands after all it waits for"
        assert one.by_commitment is read.by_commitment(key)
        assert one.promised.at == read.due(key, "promised")
        assert one.legal.at == read.due(key, "legal")
        done.add(key)


def _materials(made: Plan, read: Naive) -> None:
    rows = read.rows
    of_items = {one.material.key: one for one in made.materials if one.needed_by}
    assert set(of_items) == set(rows)
    for key, one in of_items.items():
        assert (one.stand, one.rule.kind) == (rows[key].stand, rows[key].kind), key
        assert set(one.needed_by) == rows[key].needed_by, key
        assert (one.later_by.date if one.later_by else None) == rows[key].later_by, key
    for one in made.materials:
        assert one.reasons, f"{one.material.key} says nothing"
        assert all(reason.text.zh.endswith(("。", "！")) for reason in one.reasons), one.reasons
        assert one.needed_by or one.stand == "spared", one.material.key


def _minimal_and_sufficient(made: Plan, read: Naive) -> None:
    """Every requirement of every item is met exactly once; nothing is handed in that meets none;
    no kind of document is handed in twice.
    """
    serving: Counter[str] = Counter()
    for item_key, item in read.items.items():
        for requirement in item["requirements"]:
            met = read.meets(item_key, requirement["code"])
            least = 1 if requirement["necessity"] == "required" else 0
            assert least <= len(met) <= 1, (item_key, requirement["code"], met)
            for key in met:
                rule = next(one.rule for one in made.materials if one.material.key == key)
                serving[rule.of or key] += 1
    handed_in = [one for one in made.materials if one.stand in HANDED_IN]
    for one in handed_in:
        assert serving[one.material.key], f"{one.material.key} is asked for in vain"
    twice = [code for code, n in Counter(one.material.code for one in handed_in).items() if n > 1]
    assert not twice, f"{twice} handed in twice"


def morning(on: date) -> datetime:
    return datetime.combine(on, time(9), SHANGHAI)
