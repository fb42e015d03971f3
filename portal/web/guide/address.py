"""The answers in the address: short, to be kept and passed on, and never trusted.

``premises=rented&area=48&has_sign=yes&extra_seals=finance-invoice``: a name per question, ``yes``
or ``no``, a whole number, a choice, or several choices with hyphens between (none of them: nothing
after the sign). Nothing about a person can stand in it, because only scenario questions are read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from bundles.catalogue.definition import Question, Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.scenario import asked, bind

ASKED: Final = "asked"
"""Which question was on the page that was sent: the form says it, a kept address does not."""
LONGEST: Final = 60
"""So many characters of a bad value are shown again."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an address tells: good answers to questions that matter, in their order, and what is no
    answer, as it was written there.
    """

    given: Mapping[str, Any]
    wrong: Mapping[str, str]

    @property
    def answers(self) -> dict[str, Any]:
        """As ``plan`` and a draft take them."""
        return {QUESTIONS: dict(self.given)}


def read(version: Version, query: QueryDict) -> Told:
    """Everything the address says that this version asks; what it does not know is left aside."""
    good: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for question in version.questions:
        if question.key not in query and not _left_empty(question, query):
            continue
        words = [word for word in query.getlist(question.key) if word.strip()]
        value = understood(question, words)
        if question.allows(value):
            good[question.key] = value
        elif words:
            wrong[question.key] = " ".join(words)[:LONGEST]
    return of(version, good, wrong)


def of(version: Version, given: Mapping[str, Any], wrong: Mapping[str, str] | None = None) -> Told:
    """The same from values, without those of questions nobody asks beside the others."""
    matter = {one.key for one in asked(version, bind(version, given))}
    kept = {one.key: given[one.key] for one in version.questions if one.key in given}
    return Told(
        {key: value for key, value in kept.items() if key in matter},
        {key: words for key, words in (wrong or {}).items() if key in matter},
    )


def understood(question: Question, words: list[str]) -> Any:
    """What is written there as a value; as it is written when it can mean nothing."""
    first = unicodedata.normalize("NFKC", words[0]).strip() if words else ""
    match question.type:
        case "yes_no":
            return {"yes": True, "no": False}.get(first, first)
        case "integer":
            plain = first.replace(",", "")
            return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else first
        case "choices":
            chosen = {part for word in words for part in word.split("-") if part}
            in_order = [one.key for one in question.choices if one.key in chosen]
            return in_order if len(in_order) == len(chosen) else sorted(chosen)
    return first


def written(told: Told) -> list[tuple[str, str]]:
    """The answers as pairs of an address."""
    return [(key, _word(value)) for key, value in told.given.items()]


def query_of(told: Told) -> str:
    """With its question mark; empty when nothing is answered."""
    pairs = written(told)
    return f"?{urlencode(pairs)}" if pairs else ""


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-".join(value) if isinstance(value, list | tuple) else str(value)


def _left_empty(question: Question, query: QueryDict) -> bool:
    """Boxes that are all empty send nothing: the page they were on says that it was sent."""
    return question.type == "choices" and query.get(ASKED) == question.key
