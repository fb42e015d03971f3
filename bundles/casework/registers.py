"""What the heart wants of a register: one question, one answer, in bounded time.

The heart never speaks HTTP. It writes down what is to be asked (``Lookup``) and rings; who hears it
(``portal.registers``) asks whichever service the settings name and brings the answer back with
``services.note_answer``. See docs/registers.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

PATIENCE: Final = timedelta(seconds=10)
"""How long an applicant waits for a register (ours); then the plan asks for the paper."""

MOST_AGAIN: Final = 6
"""How often within an hour an applicant may ask anew about one material (ours)."""

MOST_IN_ALL: Final = 30
"""How many things one applicant may have one register look for within an hour (ours)."""


@dataclass(frozen=True, slots=True)
class Query:
    """``purpose`` is what the register writes down: the bundle and its items, in Chinese.

    ``subject`` names what is looked for by the parameters of the bundle's document; ``reference``
    is a number of ours without meaning elsewhere, for asking back about this one question.
    """

    register: str
    purpose: str
    subject: Mapping[str, str]
    reference: str


@dataclass(frozen=True, slots=True)
class Extract:
    """A document the register gave; the name is what the applicant and the departments see."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``facts`` are label and value in the register's own words and order.

    What is not found has neither facts nor a document.
    """

    found: bool
    facts: tuple[tuple[str, str], ...] = ()
    document: Extract | None = None


class RegisterDown(Exception):
    """No answer: not reached, not in time, or nothing that can be understood. ``problem`` is a code
    for the people who look after the register, without any data of the query.
    """

    code = "register_down"

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Register(Protocol):
    """One attached register."""

    def look_up(self, query: Query) -> Answer:
        """The answer to one query. Raises ``RegisterDown``, whatever ails it."""
        ...
