"""Who must sign a filled-in form, and what part of it each of them answers for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bundles.catalogue.definition import Signatory, Version
from bundles.catalogue.form import QUESTIONS
from departments.documents import Text


@dataclass(frozen=True, slots=True)
class Role:
    """One capacity in which somebody signs; ``on_behalf_of`` names an organisation or nothing."""

    key: str
    title: Text
    statement: Text
    on_behalf_of: str


@dataclass(frozen=True, slots=True)
class Signer:
    """One person, however many roles; ``phone`` is empty where the form knows none."""

    name: str
    id_number: str
    phone: str
    roles: tuple[Role, ...]


CONFIRMING: Final = "applicant"
"""The role of an applicant for whom an official of a hall fills in the form: no bundle names it."""

CONFIRMS: Final = Text(
    zh="这份申请由窗口工作人员帮我填写，我已逐项核对，内容是我的意思，由我本人提出。",
    en="A clerk of the hall filled in this application for me. I have checked all of it; it says "
    "what I mean, and it is I who make it.",
)


def with_confirming(
    found: tuple[Signer, ...], *, name: str, id_number: str, phone: str, on_behalf_of: str
) -> tuple[Signer, ...]:
    """``signers`` and, first of all, the person at the counter: one signature for all roles."""
    role = Role(CONFIRMING, Text(zh="申请人", en="Applicant"), CONFIRMS, on_behalf_of)
    same = next((one for one in found if one.id_number == id_number), None)
    others = tuple(one for one in found if one is not same)
    own = same or Signer(name, id_number, phone, ())
    return (replace(own, roles=(role, *own.roles)), *others)


def role_texts(version: Version) -> dict[str, tuple[Text, Text]]:
    """Title and statement of every role somebody can sign in, by its key."""
    named = {one.key: (one.title, one.statement) for one in version.signatories}
    return {CONFIRMING: (Text(zh="申请人", en="Applicant"), CONFIRMS), **named}


def covers(version: Version, roles: Collection[str]) -> frozenset[str]:
    """The places that the statements of these roles are about; empty for all of it."""
    theirs = [one for one in version.signatories if one.key in roles]
    if CONFIRMING in roles or any(not one.covers for one in theirs):
        return frozenset()
    return frozenset(name for one in theirs for name in one.covers)


def signers(version: Version, answers: Mapping[str, Any]) -> tuple[Signer, ...]:
    """Everybody who signs, in the order of the document; the same ID number is the same person.

    ``answers`` are checked ones (``answers.check``): what the scenario hides names nobody.
    """
    people: dict[str, list[tuple[Role, str, str]]] = {}
    for signatory in version.signatories:
        for row in _rows(signatory, answers):
            role = Role(
                signatory.key,
                signatory.title,
                signatory.statement,
                row.get(signatory.on_behalf_of or "", ""),
            )
            phone = row.get(signatory.phone or "", "")
            people.setdefault(row[signatory.id_number], []).append(
                (role, row.get(signatory.name, ""), phone)
            )
    return tuple(
        Signer(
            name=found[0][1],
            id_number=id_number,
            phone=next((phone for _role, _name, phone in found if phone), ""),
            roles=tuple(dict.fromkeys(role for role, _name, _phone in found)),
        )
        for id_number, found in people.items()
    )


def covered(
    version: Version,
    signer: Signer,
    answers: Mapping[str, Any],
    materials: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The part of the application that the statements of the signer's roles are about."""
    wanted = covers(version, {role.key for role in signer.roles})
    if not wanted:
        return {"answers": answers, "materials": list(materials)}
    questions = answers.get(QUESTIONS) or {}
    return {
        "answers": {
            QUESTIONS: {k: v for k, v in questions.items() if f"{QUESTIONS}.{k}" in wanted},
            "blocks": {
                key: _cut(key, value, wanted)
                for key, value in (answers.get("blocks") or {}).items()
                if key in wanted or any(name.startswith(f"{key}.") for name in wanted)
            },
        },
        "materials": [one for one in materials if one["key"] in wanted],
    }


def _rows(signatory: Signatory, answers: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    value = (answers.get("blocks") or {}).get(signatory.block)
    rows = value if isinstance(value, list | tuple) else [value]
    for row in rows:
        if not isinstance(row, Mapping) or not row.get(signatory.id_number):
            continue
        if all(row.get(key) == choice for key, choice in signatory.where.items()):
            yield row


def _cut(block: str, value: Any, wanted: Collection[str]) -> Any:
    if block in wanted:
        return value
    if isinstance(value, list | tuple):
        return [_cut(block, row, wanted) for row in value]
    return {key: one for key, one in value.items() if f"{block}.{key}" in wanted}
