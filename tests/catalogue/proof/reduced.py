"""A bundle small enough to try everything on, with every rule of the language in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations, product
from typing import Any

from tests.catalogue.lint.kiosk import kiosk, part, text
from tests.catalogue.proof.comparing import morning
from tests.catalogue.proof.naive import Document, Scenario

DAYS = (date(2026, 11, 23), date(2026, 12, 31), date(2027, 1, 4))
"""An ordinary Monday; the last day something is still asked for; the first day it no longer is."""


def reduced() -> Document:
    """The kiosk, and besides: a health check that nobody waits for, a fire check that one item
    waits for only when both come, an inspection, something abolished in the new year, and rules
    for emergencies that are promised or else may follow.
    """
    document = kiosk()
    permit = part(document, "K2")
    permit["needs"] = [
        {"item": "K1"},
        {"item": "K4", "soft": True},
        {"item": "K5", "when": 'premises == "owned"'},
    ]
    permit["sees"] = [*permit["sees"], {"item": "K4", "keys": ["number"]}]
    permit["materials"] = [*permit["materials"], "M11", "M12"]
    permit["requirements"] += map(_requirement, ("health", "stove", "old", "emergency"))
    sign = part(document, "K3")
    health = {**sign, "key": "K4", "needs": [], "sees": [], "fields": ["shop"], "requirements": []}
    health |= {"holds_issuance": False, "when": "has_sign || fast"}
    fire = {**health, "key": "K5", "when": "area > 50", "holds_issuance": True, "visits": 1}
    document["items"] += [health, fire]
    document["materials"] += [
        _row("M09", "health", {"kind": "produced_by", "by": "K4", "within": _days(5)}),
        _row("M10", "stove", {"kind": "inspection"}),
        _row("M11", "old", {"kind": "abolished", "since": "2027-01-01"}),
        _row("M12", "emergency", {"kind": "may_follow", "within": _days(5)}),
    ]
    promised = part(document, "M05")["rules"][0]
    part(document, "M12")["rules"].insert(0, promised)
    # what K4 makes is asked for only where K4 comes
    part(document, "M09")["rules"] = [
        {"when": "has_sign || fast", "kind": "produced_by", "by": "K4", "within": _days(5)},
        {"kind": "inspection"},
    ]
    document["before"]["steps"] += [
        {"item": key, "visits": 1, "takes": _days(3)} for key in ("K4", "K5")
    ]
    return document


def scenarios(document: Document) -> Iterator[Scenario]:
    """Every answer to every question (of numbers both sides of each cut), everything a register may
    not find, every promise taken back, the applicant barred or not, on three days.
    """
    shared = [row["key"] for row in document["materials"] if _has(row, "shared")]
    promised = [one["key"] for one in document["items"] if one.get("commitment")]
    keys = [question["key"] for question in document["questions"]]
    domains = [_domain(question) for question in document["questions"]]
    for said, missing, ordinary, barred, on in product(
        product(*domains), _subsets(shared), _subsets(promised), (False, True), DAYS
    ):
        yield Scenario(
            questions=dict(zip(keys, said, strict=True)),
            on=on,
            start=morning(on),
            barred=barred,
            ordinary=frozenset(ordinary),
            missing=frozenset(missing),
        )


def _domain(question: Document) -> list[Any]:
    match question["type"]:
        case "yes_no":
            return [False, True]
        case "choice":
            return [choice["key"] for choice in question["choices"]]
    edges = {question["min"], question["max"]}
    for cut in question["cuts"]:
        edges |= {cut, cut + 1}
    return sorted(edges)


def _subsets(keys: list[str]) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(keys, size) for size in range(len(keys) + 1)))


def _has(row: Document, kind: str) -> bool:
    return any(rule["kind"] == kind for rule in row["rules"])


def _requirement(code: str) -> Document:
    return {
        "code": code,
        "name": text(code),
        "necessity": "required",
        "form": "paper",
        "originals": 1,
        "copies": 0,
        "source": "applicant",
        "basis": text("依据", "basis"),
    }


def _row(key: str, code: str, rule: Document) -> Document:
    return {"key": key, "code": code, "name": text(code), "items": ["K2"], "rules": [rule]}


def _days(amount: int) -> Document:
    return {"amount": str(amount), "day_kind": "working"}
