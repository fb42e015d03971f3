"""The one form of each bundle, blank and dense, for filling in without a line.

It is drawn once and kept on the device, so nothing on it may depend on a person, and what depends
on other answers is shown with all the rest: whoever fills it in leaves out what does not apply.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bundles.catalogue import versions
from bundles.catalogue.conditions import ALWAYS
from bundles.catalogue.definition import Block, Text, Version
from bundles.catalogue.models import BundleVersion, VersionStatus
from departments.models import Hall
from portal.form.controls import Control, field_control, question_control

ROWS_AT_ONCE: Final = 6
"""Rows of a list that can be written down offline; further ones are added after synchronising."""

HANDED_IN: Final = ("keep", "may_follow")
"""Rules of materials of which somebody brings an original."""


@dataclass(frozen=True, slots=True)
class Cell:
    control: Control
    sometimes: bool
    wide: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One block. ``prefix`` begins the names of its controls; in a list each of ``rows`` does."""

    key: str
    title: Text
    row: Text | None
    prefix: str
    rows: tuple[str, ...]
    cells: tuple[Cell, ...]
    sometimes: bool


@dataclass(frozen=True, slots=True)
class Paper:
    key: str
    name: Text
    accept: str
    multiple: bool
    sometimes: bool
    pictures: bool
    """Whether a photograph will do."""


@dataclass(frozen=True, slots=True)
class Blank:
    id: int
    name: Text
    prefix: str
    questions: tuple[Cell, ...]
    parts: tuple[Part, ...]
    papers: tuple[Paper, ...]


def blanks(hall: Hall) -> list[Blank]:
    """A form for every bundle that can be applied for at the hall's place today."""
    published = BundleVersion.objects.filter(
        division=hall.division_id, status=VersionStatus.PUBLISHED
    ).order_by("bundle__code")
    return [_blank(pk, versions.version(pk)) for pk in published.values_list("pk", flat=True)]


def _blank(pk: int, version: Version) -> Blank:
    questions = tuple(
        Cell(question_control(one, {}, [], decides=False), one.when != ALWAYS, wide=True)
        for one in version.questions
    )
    papers = tuple(
        Paper(
            one.key,
            one.name,
            ",".join(one.accept),
            one.multiple,
            one.when != ALWAYS,
            pictures="image/jpeg" in one.accept,
        )
        for one in version.materials
        if one.rule.kind in HANDED_IN
    )
    parts = tuple(_part(block, f"{pk}.b.{block.key}.") for block in version.blocks)
    return Blank(pk, version.name, f"{pk}.q.", questions, parts, papers)


def _part(block: Block, prefix: str) -> Part:
    repeat = block.repeat
    rows = range(min(repeat.max, ROWS_AT_ONCE)) if repeat else range(0)
    return Part(
        key=block.key,
        title=block.title,
        row=repeat.row if repeat else None,
        prefix=prefix,
        rows=tuple(f"{prefix}{row}." for row in rows),
        cells=tuple(
            Cell(
                field_control(field, {}, [], path=block.key),
                field.when != ALWAYS,
                wide=field.type in ("long_text", "choices", "address"),
            )
            for field in block.fields
        ),
        sometimes=block.when != ALWAYS,
    )
