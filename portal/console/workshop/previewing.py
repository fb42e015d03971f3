"""What the words would look like to a citizen: the questions, their list, and the one form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrPromise

from bundles.catalogue.conditions import ConditionError
from bundles.catalogue.definition import Block, Version
from bundles.catalogue.editions import reading
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.plan import Plan, PlannedMaterial, plan
from bundles.catalogue.scenario import bind
from departments.selectors import calendar_for
from portal.console.workshop.page import edition_of, render_edition, told
from portal.form.controls import Control, field_control, posted, question_control
from portal.form.keeping import fields_beside, kept_questions, storable

PAGE: Final = "console/workshop/preview.html"
STANDS: Final = (
    ("now", _("现在提交")),
    ("later", _("可以后补")),
    ("fetched", _("共享获取，不用提交")),
    ("promised", _("承诺代替")),
    ("spared", _("不用提交")),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A block as the form would show it, empty."""

    block: Block
    controls: tuple[Control, ...]

    @property
    def prefix(self) -> str:
        return self.block.key


@dataclass(frozen=True, slots=True)
class Pile:
    """Materials that stand alike."""

    words: str | StrPromise
    rows: tuple[PlannedMaterial, ...]


@require_safe
def preview(request: HttpRequest, edition: int) -> HttpResponse:
    """Answer the questions as a citizen would; nothing of it is kept."""
    found = edition_of(request, edition)
    seen = reading.checked(found.text, found.place, code=found.code, division=found.division)
    if seen.version is None or seen.findings:
        return render_edition(request, PAGE, found, {"findings": told(seen.findings)})
    try:
        drawn = _drawn(seen.version, request.GET)
    except ConditionError as wrong:
        return render_edition(request, PAGE, found, {"broken": str(wrong)})
    return render_edition(request, PAGE, found, drawn)


def _drawn(version: Version, given: QueryDict) -> dict[str, Any]:
    barred = bool(given.get("barred"))
    typed = storable(posted(version.questions, given))
    names = bind(version, kept_questions(version, typed), barred=barred)
    values = {one.key: names[one.key] for one in version.questions}
    answers = {QUESTIONS: values}
    planned = plan(
        version,
        answers,
        on=timezone.localdate(),
        calendar=calendar_for(version.division.code),
        barred=barred,
    )
    return {
        "version": version,
        "plan": planned,
        "barred": barred,
        "questions": [
            question_control(one, values, (), decides=False) for one in planned.questions
        ],
        "line": {"prefix": QUESTIONS},
        "piles": list(_piles(planned.materials)),
        "sheets": [_sheet(version, planned, answers, block) for block in planned.blocks],
    }


def _piles(rows: Sequence[PlannedMaterial]) -> Iterable[Pile]:
    for stand, words in STANDS:
        if here := tuple(one for one in rows if one.stand == stand):
            yield Pile(words, here)


def _sheet(version: Version, planned: Plan, answers: dict[str, Any], block: Block) -> Sheet:
    """Its fields as an empty page shows them."""
    fields = fields_beside(version, answers, block, {})
    return Sheet(block, tuple(field_control(one, {}, (), path=block.key) for one in fields))
