"""Conditions and rules in CEL: compiled once, every name bound, and nothing but a bool accepted.

CEL itself checks no types and lets ``true || misspelt`` pass, so whoever binds names binds all of
them, and ``lint`` runs each condition over all its domains before anything is published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import cel

ALWAYS = "true"
_BOUND_HERE = re.compile(r"\.(?:all|exists|exists_one|filter|map)\(\s*([a-z_]\w*)\s*,")
_MEMBER = r"\b{name}\.([a-z][a-z0-9_]*)"


class ConditionError(ValueError):
    """A condition cannot be read, names something unknown, or is neither true nor false."""

    code = "condition_invalid"

    def __init__(self, expression: str, problem: str) -> None:
        super().__init__(f"{expression}: {problem}")
        self.expression = expression
        self.problem = problem


def cents(amount: str) -> int:
    """A decimal string in hundredths: ``"12.50"`` → 1250; what is not filled in is 0."""
    return int(Decimal(amount or "0") * 100)


def total(rows: Sequence[Mapping[str, Any]], field: str) -> int:
    """The sum of a money or percent field over all rows, in hundredths."""
    return sum(cents(row[field]) for row in rows)


def distinct(rows: Sequence[Mapping[str, Any]], field: str) -> bool:
    """Whether no two rows say the same in this field; empty ones do not count."""
    said = [row[field] for row in rows if row[field]]
    return len(said) == len(set(said))


FUNCTIONS: dict[str, Callable[..., Any]] = {"cents": cents, "total": total, "distinct": distinct}
"""What a condition may call beside CEL's own functions."""


class Bound(dict[str, Any]):
    """Names that nobody changes any more: converted for CEL once, each condition run once.

    For one thread; whoever wants other names binds anew.
    """

    __slots__ = ("_environment", "_outcomes")

    def __init__(self, names: Mapping[str, Any]) -> None:
        super().__init__(names)
        self._environment = cel.Context(variables=dict(names), functions=FUNCTIONS)
        self._outcomes: dict[str, bool] = {}

    def holds(self, expression: str) -> bool:
        outcome = self._outcomes.get(expression)
        if outcome is None:
            outcome = self._outcomes[expression] = _outcome(expression, self._environment)
        return outcome


def holds(expression: str, names: Mapping[str, Any]) -> bool:
    """Whether the condition is true under these names. Raises ``ConditionError``."""
    if expression == ALWAYS:
        return True
    if isinstance(names, Bound):
        return names.holds(expression)
    return _outcome(expression, {**FUNCTIONS, **names})


def _outcome(expression: str, environment: cel.Context | dict[str, Any]) -> bool:
    try:
        outcome = compiled(expression).execute(environment)
    except (RuntimeError, TypeError, ValueError, KeyError, ArithmeticError) as error:
        raise ConditionError(expression, str(error)) from error
    if not isinstance(outcome, bool):
        raise ConditionError(expression, f"gives {outcome!r}, neither true nor false")
    return outcome


@lru_cache(maxsize=4096)
def compiled(expression: str) -> cel.Program:
    """Raises ``ConditionError`` on a mistake of grammar."""
    try:
        return cel.compile(expression)
    except ValueError as error:
        raise ConditionError(expression, str(error)) from error


@lru_cache(maxsize=4096)
def variables(expression: str) -> frozenset[str]:
    """The names a condition expects to be bound, its own loop variables left out."""
    named = set(compiled(expression).references()["variables"])
    return frozenset(named - set(_BOUND_HERE.findall(expression)))


@lru_cache(maxsize=4096)
def members(expression: str, name: str) -> frozenset[str]:
    """What it reads of a map: ``members("row.a == row.b", "row")`` is a and b."""
    return frozenset(re.findall(_MEMBER.format(name=name), expression))


@lru_cache(maxsize=4096)
def compared(expression: str) -> tuple[tuple[str, str], ...]:
    """Each (name, word) that a condition compares: a word that is no choice can never be met."""
    equal = re.findall(r"\b([a-z]\w*(?:\.\w+)?)\s*[!=]=\s*[\"'](\w+)[\"']", expression)
    inside = re.findall(r"[\"'](\w+)[\"']\s+in\s+([a-z]\w*(?:\.\w+)?)", expression)
    return tuple(equal) + tuple((name, word) for word, name in inside)
