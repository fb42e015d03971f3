"""People the form names already: whoever is to be named again is picked, not typed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from applicants.identity import validate_resident_id
from applicants.selectors import profile
from bundles.casework.models import Submission
from bundles.catalogue.definition import Block, Field, Version
from portal.form.agency import opened_by_agent

MOST = 8


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    id_number: str
    phone: str

    @property
    def told(self) -> str:
        """Enough to tell two of one name apart."""
        return f"{self.name}（{self.id_number[-4:]}）"


@dataclass(frozen=True, slots=True)
class Pick:
    """A button that fills in one person: ``value`` is what it posts as ``then``."""

    value: str
    label: str


def people_named(version: Version, submission: Submission) -> list[Named]:
    """Everyone with a good ID number, in the order of the form, the applicant at the end."""
    found: dict[str, Named] = {}
    blocks = submission.answers.get("blocks") or {}
    for block in version.blocks:
        stored = blocks.get(block.key)
        for row in stored if isinstance(stored, list) else [stored]:
            if isinstance(row, Mapping):
                _add(found, block, row)
    if submission.applicant.is_person and not opened_by_agent(submission):
        known = profile(submission.applicant)
        _take(found, known.get("name"), known.get("id_number"), known.get("phone"))
    return list(found.values())[:MOST]


def picks(
    block: Block, shown: Iterable[Field], row: Mapping[str, Any], people: Iterable[Named]
) -> list[Pick]:
    """The buttons of a page: only where name and number are both asked, and not yet given."""
    keys = {field.key for field in shown}
    found = []
    for group, person in enumerate(block.people):
        if not {person.name, person.id_number} <= keys or row.get(person.id_number):
            continue
        found += [Pick(f"take-{group}-{at}", one.told) for at, one in enumerate(people)]
    return found


def taken_person(
    block: Block, then: str, people: list[Named], keys: Iterable[str]
) -> dict[str, str]:
    """What a button fills in; nothing for a button there is not."""
    parts = then.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 4 for part in parts[1:]):
        return {}
    group, at = int(parts[1]), int(parts[2])
    if group >= len(block.people) or at >= len(people):
        return {}
    person, one = block.people[group], people[at]
    values = {person.name: one.name, person.id_number: one.id_number}
    if person.phone and one.phone:
        values[person.phone] = one.phone
    return {key: value for key, value in values.items() if key in keys}


def named_row(block: Block, row: Mapping[str, Any]) -> str:
    """A person's name for a row, to tell in a sentence which one is meant."""
    for person in block.people:
        if name := row.get(person.name):
            return str(name)[:50]
    return str(block.repeat.row) if block.repeat else ""


def _add(found: dict[str, Named], block: Block, row: Mapping[str, Any]) -> None:
    for person in block.people:
        phone = row.get(person.phone) if person.phone else ""
        _take(found, row.get(person.name), row.get(person.id_number), phone)


def _take(found: dict[str, Named], name: Any, id_number: Any, phone: Any) -> None:
    try:
        number = validate_resident_id(id_number)
    except ValidationError:
        return
    if isinstance(name, str) and name.strip():
        before = found.get(number)
        known = before.phone if before and before.phone else str(phone or "")
        found[number] = Named(name.strip()[:50], number, known)
