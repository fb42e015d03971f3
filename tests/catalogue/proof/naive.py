"""The rules of a bundle read a second time: from the document, slowly, and by nobody else's code.

Nothing of ``plan`` or what it is made of is used here. Conditions are rewritten as Python instead
of being run as CEL, every item looks for its own requirements, and dates are counted anew from the
beginning for each item. Only the calendar is shared: it has proofs of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from types import CodeType
from typing import Any

from departments.calendar import Calendar
from departments.limits import Limit

Document = dict[str, Any]
_PYTHON = (
    (r"&&", " and "),
    (r"\|\|", " or "),
    (r"!(?!=)", " not "),
    (r"\btrue\b", "True"),
    (r"\bfalse\b", "False"),
    (r"\blocal\.(\w+)", r"local['\1']"),
)


@cache
def _python(condition: str) -> CodeType:
    for cel, python in _PYTHON:
        condition = re.sub(cel, python, condition)
    return compile(" ".join(condition.split()), condition, "eval")


@dataclass
class Row:
    """What became of one material; ``needed_by`` in no order."""

    stand: str
    kind: str
    needed_by: set[str]
    later_by: date | None


@dataclass
class Scenario:
    """The answers and all else that a plan is drawn under."""

    questions: Document
    on: date
    start: datetime
    barred: bool = False
    ordinary: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()


class Naive:
    """One reading of ``document`` (a published version, as JSON) under one scenario."""

    def __init__(self, document: Document, given: Scenario, calendar: Calendar) -> None:
        self.document, self.given, self.calendar = document, given, calendar
        self.names = self._bound(given.barred)
        self.barred_names = self._bound(True)
        self.items = {
            item["key"]: item for item in document["items"] if self.true(item["when"], self.names)
        }

    def _bound(self, barred: bool) -> Document:
        names: Document = {"local": self.document["values"], "barred": barred}
        for question in self.document["questions"]:
            said = self.given.questions.get(question["key"], question["default"])
            asked = self.true(question.get("when", "true"), names)
            names[question["key"]] = said if asked else question["default"]
        return names

    def true(self, condition: str, names: Document) -> bool:
        outcome = eval(_python(condition), {"__builtins__": {}}, names)
        assert isinstance(outcome, bool)
        return outcome

    def asked(self) -> list[str]:
        return [
            question["key"]
            for question in self.document["questions"]
            if self.true(question.get("when", "true"), self.names)
        ]

    # ── items ──

    def waits_for(self, key: str) -> set[str]:
        return {
            need["item"]
            for need in self.items[key]["needs"]
            if need["item"] in self.items
            and not need.get("soft", False)
            and self.true(need.get("when", "true"), self.names)
        }

    def by_commitment(self, key: str) -> bool:
        commitment = self.items[key].get("commitment")
        if commitment is None or key in self.given.ordinary:
            return False
        return self.true(commitment["when"], self.names)

    def due(self, key: str, which: str) -> datetime:
        """The promised or the legal date, with all that comes before counted anew."""
        start = max((self.due(one, which) for one in self.waits_for(key)), default=self.given.start)
        return self.calendar.due(start, self.limit(key, which)).at

    def limit(self, key: str, which: str) -> Limit:
        says = self.items[key]["commitment"] if self.by_commitment(key) else self.items[key]
        return Limit.from_json(says[which])

    def chain(self, key: str) -> Decimal:
        before = max((self.chain(one) for one in self.waits_for(key)), default=Decimal())
        return before + self.limit(key, "promised").amount

    # ── materials ──

    @cached_property
    def rows(self) -> dict[str, Row]:
        found = {}
        for row in self.document["materials"]:
            planned = set(row["items"]) & set(self.items)
            names = self._read_with(row)
            if planned and self.true(row.get("when", "true"), names):
                found[row["key"]] = self._row(row, self._rule(row, names))
        for key, row in found.items():
            row.needed_by = self._wanting(key, found)
        return found

    def _read_with(self, row: Document) -> Document:
        return self.barred_names if set(row["items"]) & self.given.ordinary else self.names

    def _rule(self, row: Document, names: Document) -> Document:
        for rule in row["rules"]:
            if self.true(rule.get("when", "true"), names):
                return dict(rule)
        raise AssertionError(row["key"])

    def _row(self, row: Document, rule: Document) -> Row:
        kind, within = rule["kind"], rule.get("within")
        if kind == "keep":
            stand = "now"
        elif kind == "may_follow":
            stand = "now" if self._promised_and_taken_back(row) else "later"
        elif kind == "produced_by" and within:
            stand = "later"
        elif kind == "shared":
            stand = "now" if row["key"] in self.given.missing else "fetched"
        elif kind == "commitment":
            stand = "now" if set(row["items"]) & self.given.ordinary else "promised"
        elif kind == "abolished":
            stand = "now" if self.given.on < date.fromisoformat(rule["since"]) else "spared"
        else:
            stand = "spared"
        until = self.calendar.add(self.given.on, Limit.from_json(within)).date if within else None
        later_by = until if stand == "later" else None
        return Row(stand, kind, set(), later_by)

    def _promised_and_taken_back(self, row: Document) -> bool:
        if not set(row["items"]) & self.given.ordinary:
            return False
        return bool(self._rule(row, self.names)["kind"] == "commitment")

    def _wanting(self, key: str, found: dict[str, Row]) -> set[str]:
        wanting = set()
        for row in self.document["materials"]:
            if row["key"] in found:
                rule = self._rule(row, self._read_with(row))
                if row["key"] == key or rule.get("of") == key:
                    wanting |= set(row["items"]) & set(self.items)
        return wanting

    # ── each item looks for what it requires ──

    def meets(self, item_key: str, code: str) -> list[str]:
        """The rows that meet a requirement of an item, each by what it comes to in the end."""
        item, rows, met = self.items[item_key], self.rows, []
        for row in self.document["materials"]:
            if row["key"] not in rows or row["code"] != code or item_key not in row["items"]:
                continue
            rule = self._rule(row, self._read_with(row))
            if self._reaches(item, row["key"], rule, rows):
                met.append(row["key"])
        return met

    def _reaches(self, item: Document, key: str, rule: Document, rows: dict[str, Row]) -> bool:
        """Whether the item gets to see what the rule says stands in for the document."""
        stand = rows[key].stand
        if rule["kind"] == "duplicate_of":
            original = rows.get(rule["of"])
            there = original is not None and original.stand in ("now", "later", "fetched")
            return there and rule["of"] in item["materials"]
        if stand in ("now", "fetched") or rule["kind"] == "may_follow":
            return key in item["materials"]
        if rule["kind"] == "produced_by":
            sees = {shared["item"] for shared in item["sees"]}
            return rule["by"] in self.items and rule["by"] in sees
        if rule["kind"] == "merged_form":
            return rule["into"] in {path.split(".")[0] for path in item["fields"]} and (
                rule["into"] in self.blocks
            )
        return rule["kind"] in ("commitment", "inspection", "abolished")

    # ── the form and the figures ──

    @cached_property
    def blocks(self) -> list[str]:
        return [
            block["key"]
            for block in self.document["blocks"]
            if self.true(block.get("when", "true"), self.names)
        ]

    def fields(self) -> set[str]:
        return {
            f"{block['key']}.{one['key']}"
            for block in self.document["blocks"]
            if block["key"] in self.blocks
            for one in block["fields"]
            if "row." in one.get("when", "true") or self.true(one.get("when", "true"), self.names)
        }

    def letters(self) -> set[str]:
        found = set()
        for letter in self.document["papers"]:
            about = set(letter["items"]) & set(self.items)
            if letter["kind"] == "commitment_letter":
                about -= self.given.ordinary
            if about and self.true(letter["when"], self.names):
                found.add(letter["key"])
        return found

    def after(self) -> Document:
        stands = [row.stand for row in self.rows.values()]
        kinds = {one["key"]: one["kind"] for one in self.document["papers"]}
        letter = "commitment_letter" in {kinds[key] for key in self.letters()}
        days = max((self.chain(key) for key in self.items), default=Decimal())
        return {
            "departments": 1 if self.items else 0,
            "materials": stands.count("now")
            + (1 if self.fields() else 0)
            + (1 if letter or "promised" in stands else 0),
            "fields": len(self.fields()),
            "visits": max([item["visits"] for item in self.items.values()] or [0]),
            "days": days + Decimal(self.document["issuance"]["amount"]),
            "later": stands.count("later"),
            "fetched": stands.count("fetched"),
            "promised": stands.count("promised"),
        }

    def before(self) -> Document:
        errands = [
            step
            for step in self.document["before"]["steps"]
            if step["item"] in self.items
            or step["item"] not in {item["key"] for item in self.document["items"]}
        ]
        asking = [step["item"] for step in errands]
        copies = [
            key
            for row in self.document["materials"]
            if self.true(row.get("when", "true"), self.names)
            for key in row["items"]
            if key in asking
        ]
        return {
            "materials": len(copies),
            "visits": sum(step["visits"] for step in errands),
            "days": sum((Decimal(step["takes"]["amount"]) for step in errands), Decimal()),
        }
