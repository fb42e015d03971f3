"""What a signatory is shown of an application: all of it, with other people's numbers masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applicants.identity import mask_id, mask_name, mask_phone
from bundles.casework.models import SignatureRequest
from bundles.catalogue.answers import fields_shown, visible
from bundles.catalogue.definition import Block, Field, Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.scenario import bind
from bundles.catalogue.signing import covers
from departments.documents import Text
from portal.form.reading import in_words


@dataclass(frozen=True, slots=True)
class Group:
    """A single block, or one row of a list with its heading; ``own``: about the person asked."""

    heading: str
    lines: list[tuple[Text, str]]
    own: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One block in words."""

    title: Text
    groups: list[Group]

    @property
    def own(self) -> list[Group]:
        return [group for group in self.groups if group.own]


def sections(
    version: Version, content: Mapping[str, Any], asked: SignatureRequest, *, whole: bool
) -> list[Section]:
    """The frozen text: the parts the person's statements are about, or with ``whole`` everything.

    Numbers are masked everywhere, the person's own too: this page must not tell whoever holds the
    link what to type. What their statements are not about shows other people's names masked.
    """
    answers = content["answers"]
    about = covers(version, {role["key"] for role in asked.roles})
    shown = []
    for block in visible(version, bind(version, answers.get(QUESTIONS) or {})):
        theirs = not about or any(one.partition(".")[0] == block.key for one in about)
        if theirs or whole:
            groups = _groups(version, answers, block, asked.id_number, openly=theirs)
            shown.append(Section(block.title, groups))
    return shown


def files(version: Version, content: Mapping[str, Any]) -> list[tuple[Text, int]]:
    """The materials by name, each with the number of its files."""
    keys = [one["key"] for one in content["materials"]]
    return [
        (version.material(key).name, keys.count(key))
        for key in dict.fromkeys(keys)
        if key in version.materials_by_key
    ]


def _groups(
    version: Version, answers: Mapping[str, Any], block: Block, number: str, *, openly: bool
) -> list[Group]:
    value = (answers.get("blocks") or {}).get(block.key)
    rows = [value or {}] if block.repeat is None else value or []
    return [
        Group(
            heading=f"{block.repeat.row} {place}" if block.repeat else "",
            lines=_lines(version, answers, block, row, openly),
            own=number in row.values(),
        )
        for place, row in enumerate(rows, start=1)
    ]


def _lines(
    version: Version,
    answers: Mapping[str, Any],
    block: Block,
    row: Mapping[str, Any],
    openly: bool,
) -> list[tuple[Text, str]]:
    return [
        (field.label, _masked(field, row[field.key], openly))
        for field in fields_shown(version, answers, block.key, row)
        if field.key in row
    ]


def _masked(field: Field, value: Any, openly: bool) -> str:
    words = in_words(field, value)
    match field.type:
        case "resident_id":
            return mask_id(words)
        case "phone" if field.personal:
            return mask_phone(words)
        case "text" if field.personal and not openly:
            return mask_name(words)
        case _ if field.personal and not openly:
            return _("（不在此显示）")
    return words
