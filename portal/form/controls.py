"""From a field or a scenario question to a control on a page, and from a post back to raw values.

What was typed is kept as it was typed, right or wrong: the catalogue judges it, the page tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from bundles.catalogue.answers import Problem
from bundles.catalogue.definition import Choice, Field, Question, Text
from bundles.catalogue.entries import LEVELS
from departments import places
from portal.form.capitals import note
from portal.form.marks import WAS, mark
from portal.form.prefill import Suggestion

LONGEST = 5000  # characters of one value kept in a draft; no field allows more than 4000
ONE_OF_MANY_AS_LIST = 7  # so many choices and more become a drop-down

KINDS = {
    "text": "text",
    "address": "text",
    "long_text": "textarea",
    "integer": "text",
    "money": "text",
    "percent": "text",
    "date": "date",
    "choice": "radio",
    "choices": "checkboxes",
    "yes_no": "radio",
    "resident_id": "text",
    "uscc": "text",
    "phone": "tel",
    "email": "email",
    "division": "division",
}
INPUT_MODES = {"integer": "numeric", "money": "decimal", "percent": "decimal", "phone": "tel"}
WIDTHS = {
    "integer": "w-short",
    "money": "w-id",
    "percent": "w-short",
    "date": "w-id",
    "resident_id": "w-id",
    "uscc": "w-id",
    "phone": "w-id",
}
UNITS: dict[str, StrPromise] = {"money": _("元"), "percent": "%"}  # type: ignore[dict-item]
YES, NO = _("是"), _("否")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: Text | StrPromise | str
    help: Text | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Level:
    """One step down a division: a list to choose from."""

    id: str
    label: StrPromise | str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """One control as the template draws it; ``kind`` names the template part."""

    name: str
    kind: str
    label: Text
    help: Text | None
    required: bool
    value: str
    options: tuple[Option, ...]
    errors: tuple[str | StrPromise, ...]
    asked: tuple[str, ...] = ()  # what an official asked to be put right here
    example: str = ""
    width: str = ""
    input_mode: str = ""
    max_length: int | None = None
    unit: str | StrPromise = ""
    decides: bool = False  # whether other controls come and go with it
    was: str = ""  # the mark of what the server holds
    origin: str = ""  # where a value nobody has seen yet was taken from
    note: str = ""  # what the value says beside itself
    above: str = ""  # of a division: what is settled already
    levels: tuple[Level, ...] = ()

    @property
    def id(self) -> str:
        """Where an error link leads: the first choice of a group."""
        return f"f-{self.name}"

    @property
    def was_name(self) -> str:
        return f"{WAS}{self.name}"

    @property
    def spelled(self) -> bool:
        """Numbers and codes: nothing a keyboard should correct."""
        return self.width == "w-id" and not self.unit

    @property
    def alone(self) -> bool:
        """Whether it is a group of choices, which a legend names."""
        return self.kind in ("radio", "checkboxes")

    @property
    def can_head(self) -> bool:
        """Whether the page's own heading can be its label; a division has one for each level."""
        return self.kind != "division"

    @property
    def described_by(self) -> str:
        parts = [
            (self.help or self.example, "hint"),
            (self.origin, "origin"),
            (self.note, "note"),
            (self.errors, "error"),
            (self.asked, "asked"),
        ]
        return " ".join(f"{self.id}-{suffix}" for there, suffix in parts if there)


def field_control(
    field: Field,
    row: Mapping[str, Any],
    problems: Iterable[Problem],
    *,
    path: str,
    asked: tuple[str, ...] = (),
    decides: bool = False,
    suggested: Suggestion | None = None,
    stored: Any = None,
) -> Control:
    """``stored`` is what the server holds, ``row`` what is shown: they differ after a mistake."""
    taken_over = suggested is not None and field.key not in row
    raw = suggested.value if suggested is not None and taken_over else row.get(field.key)
    errors = messages_at(problems, f"{path}.{field.key}")
    above, levels = _levels(field, raw) if field.type == "division" else ("", ())
    return Control(
        name=field.key,
        kind=_field_kind(field, raw),
        label=field.label,
        help=field.help,
        required=field.required,
        value=as_typed(raw),
        options=_options(field.type, field.choices, raw),
        errors=(_("已经替您填好，请核对。"),) if taken_over and errors else errors,
        asked=asked,
        example=field.example or "",
        width=WIDTHS.get(field.type, ""),
        input_mode=INPUT_MODES.get(field.type, ""),
        max_length=None if field.type in ("choice", "choices", "yes_no") else LONGEST,
        unit=UNITS.get(field.type, ""),
        decides=decides or field.type == "division",
        was=mark(field, stored),
        origin=suggested.origin if suggested is not None and taken_over else "",
        note=note(field, raw),
        above=above,
        levels=levels,
    )


def question_control(
    question: Question,
    given: Mapping[str, Any],
    problems: Iterable[Problem],
    *,
    decides: bool,
    stored: Any = None,
) -> Control:
    """A question not yet answered stands at nothing, not at its default: the default is a guess."""
    raw = given.get(question.key)
    return Control(
        name=question.key,
        kind=_kind(KINDS[question.type], len(question.choices)),
        label=question.text,
        help=question.help,
        required=question.type != "choices",
        value=as_typed(raw),
        options=_options(question.type, question.choices, raw),
        errors=messages_at(problems, f"questions.{question.key}"),
        width=WIDTHS.get(question.type, ""),
        input_mode=INPUT_MODES.get(question.type, ""),
        unit=str(question.unit or ""),
        decides=decides,
        was=mark(question, stored),
    )


def posted(asked_for: Iterable[Field | Question], post: QueryDict) -> dict[str, Any]:
    """The raw values of the controls that were on the page: words, and lists of words for several
    choices.

    Nothing comes with boxes that are all empty but the mark beside them (``was-…``).
    """
    values: dict[str, Any] = {}
    for one in asked_for:
        if one.key not in post and f"{WAS}{one.key}" not in post:
            continue
        if one.type == "choices":
            values[one.key] = [word[:LONGEST] for word in post.getlist(one.key) if word][:100]
        elif one.type == "division":
            values[one.key] = _chosen_place(one, post.getlist(one.key))
        elif one.key in post:
            values[one.key] = post[one.key][:LONGEST]
    return values


def as_typed(raw: Any) -> str:
    """A stored value as the control shows it."""
    if raw is None or isinstance(raw, list | tuple | dict):
        return ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return str(raw).replace("\0", "\N{REPLACEMENT CHARACTER}")


def messages_at(problems: Iterable[Problem], path: str) -> tuple[str, ...]:
    return tuple(str(problem.message) for problem in problems if problem.path == path)


def _field_kind(field: Field, raw: Any) -> str:
    """A date that is none is shown as typed: a date picker would show nothing."""
    if field.type == "date" and raw and not _is_day(as_typed(raw)):
        return "text"
    return _kind(KINDS[field.type], len(field.choices))


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-12-01") and parse_date(text) is not None
    except ValueError:
        return False


def _chosen_place(field: Field | Question, codes: list[str]) -> str:
    """The lists are posted from the top down; a list below another choice no longer counts."""
    above = [one.code for one in places.line(getattr(field, "within", None) or "")]
    codes = [code[:12] for code in codes if code][:6]
    if not codes:
        return ""
    if len(codes) == 1 and places.place(codes[0]):
        return codes[0]
    return places.deepest([*above, *codes] if codes[:1] != above[:1] else codes)


def _levels(field: Field, raw: Any) -> tuple[str, tuple[Level, ...]]:
    """What is settled already as one name, then a list for each step down that is left."""
    settled = places.line(field.within or "")
    chosen = places.line(as_typed(raw))
    if settled and settled != chosen[: len(settled)]:
        chosen = settled
    levels: list[Level] = []
    above = settled[-1].code if settled else ""
    for at in range(len(settled), 6):
        options = places.choices(above)
        if not options:
            break
        here = chosen[at].code if at < len(chosen) else ""
        if not here and len(options) == 1:
            here = options[0].code
        levels.append(
            Level(
                f"f-{field.key}" if at == len(settled) else f"f-{field.key}-{at}",
                LEVELS.get(options[0].level, ""),
                tuple(Option(one.code, str(one), None, one.code == here) for one in options),
            )
        )
        if not here:
            break
        above = here
    return places.name(field.within) if field.within else "", tuple(levels)


def _kind(kind: str, choices: int) -> str:
    return "select" if kind == "radio" and choices >= ONE_OF_MANY_AS_LIST else kind


def _options(kind: str, choices: tuple[Choice, ...], raw: Any) -> tuple[Option, ...]:
    if kind == "yes_no":
        shown = as_typed(raw)
        return (
            Option("yes", YES, None, shown in ("yes", "true")),
            Option("no", NO, None, shown in ("no", "false")),
        )
    chosen = set(map(str, raw)) if isinstance(raw, list | tuple) else {as_typed(raw)}
    return tuple(
        Option(choice.key, choice.text, choice.help, choice.key in chosen) for choice in choices
    )
