"""The whole form as the desk shows it: every block with all its fields, every row in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from bundles.catalogue.answers import Problem, check_block
from bundles.catalogue.blocks import ROW_ID
from bundles.catalogue.definition import Block, Text
from bundles.catalogue.form import QUESTIONS
from portal.form.block_sheets import BlockSheet
from portal.form.controls import Control
from portal.form.named import Pick
from portal.form.named_rows import rows_of
from portal.form.pages import Page, Work
from portal.form.prefill import Suggestion
from portal.form.question_sheets import QuestionSheet
from portal.form.row_sheets import RowSheet
from portal.form.sheets import Sheet, Values
from portal.form.stamp import version_of
from portal.form.sums import Summed, summed


@dataclass(frozen=True, slots=True)
class Line:
    """One form of the page: a block that is filled in once, or one row of a list."""

    prefix: str
    controls: tuple[Control, ...]
    picks: tuple[Pick, ...]
    row_id: str = ""
    number: int = 0
    new: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    page: Page
    lines: tuple[Line, ...]
    loose: tuple[str, ...]
    sum: Summed | None = None
    may_add: bool = False
    add: Text | None = None
    row: Text | None = None
    reasons: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.page.key

    @property
    def shape(self) -> str:
        """What is drawn, without what is typed: two that are alike need not be drawn anew."""
        return version_of([[_shape(line) for line in self.lines], self.may_add])

    @property
    def heads(self) -> tuple[Control, ...]:
        return self.lines[0].controls if self.lines else ()


def parts(work: Work, *, strict: bool = False, more: str = "") -> list[Part]:
    """Every part in the order of the form. ``strict`` tells what is missing too; ``more`` names the
    list that is to show one empty row beside its own.
    """
    return [_part(work, page, strict=strict, more=page.key == more) for page in work.pages()]


def sheet_of(work: Work, key: str, row: str = "") -> Sheet | None:
    """Where what is posted for a part belongs; None for a part that is not open now."""
    if key == QUESTIONS:
        return QuestionSheet(work, None) if work.editing.whole else None
    block = next((one for one in work.plan.blocks if one.key == key), None)
    if block is None or not work.editing.block(key):
        return None
    if block.repeat is None:
        return BlockSheet(work, None, block)
    return RowSheet(work, None, block, row) if row else None


def _part(work: Work, page: Page, *, strict: bool, more: bool) -> Part:
    if page.key == QUESTIONS:
        return Part(page, (_line(QuestionSheet(work, None), QUESTIONS, strict=strict),), ())
    block = work.version.block(page.key)
    if block.repeat is not None:
        return _list(work, page, block, strict=strict, more=more)
    sheet = BlockSheet(work, None, block)
    line = _line(sheet, block.key, strict=strict)
    return Part(
        page, (line,), _loose(sheet.problems(sheet.stored), [line]), reasons=sheet.reasons()
    )


def _list(work: Work, page: Page, block: Block, *, strict: bool, more: bool) -> Part:
    assert block.repeat is not None
    stored = rows_of(work, block)
    whole = work.editing.all_of(block.key)
    rows = [str(row[ROW_ID]) for row in stored]
    room = whole and len(rows) < block.repeat.max
    empty = [uuid4().hex[:16]] if room and (more or not rows) else []
    rest = _rest(work, block, stored)
    lines = [
        replace(
            rest(_line(RowSheet(work, None, block, row), f"{block.key}-{row}", strict=strict)),
            row_id=row,
            number=number,
            new=row in empty,
        )
        for number, row in enumerate([*rows, *empty], start=1)
    ]
    found: list[Problem] = []
    if stored or strict:
        told = check_block(work.version, work.answers, block.key)
        found = [one for one in told if _whole(one)]
    return Part(
        page,
        tuple(line for line in lines if line.controls),
        tuple(str(one.message) for one in found),
        sum=summed(work, block, stored),
        may_add=room and not empty,
        add=block.repeat.add,
        row=block.repeat.row,
        reasons=work.editing.block_reasons(block.key),
    )


def _rest(work: Work, block: Block, stored: list[dict[str, Any]]) -> Callable[[Line], Line]:
    """What is still wanting of a whole is offered where a row's own figure is not there yet."""
    told = block.repeat.sum if block.repeat else None
    sum_ = summed(work, block, [*stored, {}])
    if told is None or sum_ is None or sum_.goal is None or sum_.is_over or sum_.is_even:
        return lambda line: line
    offered: dict[str, Any] = {"value": f"{sum_.gap:.2f}", "origin": _("余下的全部")}

    def fill(line: Line) -> Line:
        controls = (
            replace(one, **offered) if one.name == told.field and not one.value else one
            for one in line.controls
        )
        return replace(line, controls=tuple(controls))

    return fill


def _whole(problem: Problem) -> bool:
    place = problem.path.split(".")
    return len(place) < 2 or not place[1].isdigit()


def _line(sheet: Sheet, prefix: str, *, strict: bool) -> Line:
    values = sheet.stored
    found = sheet.problems(values) if values or strict else []
    if not strict:  # not yet what is missing: they are still at it
        seen = {
            f"{sheet.path}.{key}" for key, value in values.items() if value not in ("", None, [])
        }
        found = [one for one in found if one.path in seen]
    controls = sheet.controls(values, found)
    return Line(prefix, tuple(_with_origin(sheet, controls)), tuple(_picks(sheet, values)))


def _picks(sheet: Sheet, values: Values) -> Iterable[Pick]:
    """Who can be taken over; where two people are asked for, each with whose place it is."""
    found = sheet.picks(values)
    if not isinstance(sheet, BlockSheet) or len(sheet.block.people) < 2:
        return found
    places = [sheet.block.field(one.name) for one in sheet.block.people]
    told = []
    for pick in found:
        place = places[int(pick.value.split("-")[1])]
        told.append(replace(pick, label=f"{place.label} {pick.label}" if place else pick.label))
    return told


def _with_origin(sheet: Sheet, controls: Iterable[Control]) -> Iterable[Control]:
    """Where a value came from stays in sight while it is that value."""
    if type(sheet) is not BlockSheet or not sheet.work.editing.whole:
        return controls
    known = sheet.work.known.of(sheet.block, {})
    return [
        replace(one, origin=_told(known[one.name]))
        if one.name in known and one.value == str(known[one.name].value)
        else one
        for one in controls
    ]


def _told(known: Suggestion) -> str:
    """In the clerk's words: an applicant's profile is what was read from their ID."""
    return _("取自身份登记") if known.origin == _("取自您的个人资料") else known.origin


def _loose(found: Sequence[Problem], lines: Sequence[Line]) -> tuple[str, ...]:
    beside = {control.name for line in lines for control in line.controls}
    return tuple(str(one.message) for one in found if one.path.rpartition(".")[2] not in beside)


def _shape(line: Line) -> list[object]:
    return [
        line.row_id if not line.new else "new",
        [pick.label for pick in line.picks],
        [
            [one.name, one.kind, one.required, one.origin, one.asked]
            + [option.value for option in one.options]
            + [[option.value for option in level.options] for level in one.levels]
            for one in line.controls
        ],
    ]
