"""My cases in groups: what waits for me, what is under way, what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from bundles.casework.models import Correction, Submission
from bundles.casework.states import OVER, SubmissionStatus
from bundles.catalogue.answers import check_block
from bundles.catalogue.definition import Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.versions import version
from portal.form.pages import opened

S = SubmissionStatus
PER_PAGE: Final = 20
SEARCH_FROM: Final = 6
"""So many cases and more have a search box."""

WAITING, RUNNING, DONE = 0, 1, 2
HEADINGS: Final[dict[int, StrPromise]] = {
    WAITING: _("等您办理"),
    RUNNING: _("正在办理"),
    DONE: _("已经结束"),
}
MINE: Final = frozenset({S.DRAFT, S.CORRECTION, S.ISSUED})


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the list; ``asked`` when a department wants something put right; ``filled`` and
    ``pages`` of a draft.
    """

    case: Submission
    version: Version
    asked: bool
    filled: int = 0
    pages: int = 0

    @property
    def is_draft(self) -> bool:
        return self.case.state is S.DRAFT


@dataclass(frozen=True, slots=True)
class Group:
    key: int
    heading: StrPromise
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of cases in groups. ``search`` when there are enough to look for one."""

    groups: tuple[Group, ...]
    page: Page[Submission]
    query: str
    search: bool


def listing(mine: QuerySet[Submission], query: str, page: str | None) -> Listing:
    """The cases in the order of their groups, newest first in each; at most a page of them."""
    query = " ".join(query.split())[:60]
    grouped = _matching(mine, query).annotate(
        asked=Exists(
            Correction.objects.filter(submission=OuterRef("pk"), answered_at__isnull=True)
        ),
    )
    grouped = grouped.annotate(
        place=Case(
            When(Q(status__in=MINE) | Q(asked=True), then=Value(WAITING)),
            When(status__in=OVER, then=Value(DONE)),
            default=Value(RUNNING),
            output_field=IntegerField(),
        )
    )
    rows: Any = grouped.defer("answers", "refusal").order_by("place", "-id")
    shown = Paginator(rows, PER_PAGE).get_page(page)
    groups = tuple(
        Group(key, HEADINGS[key], tuple(lines))
        for key, lines in _in_groups(list(shown.object_list))
    )
    search = bool(query) or shown.paginator.count >= SEARCH_FROM
    return Listing(groups, shown, query, search)


def _matching(mine: QuerySet[Submission], query: str) -> QuerySet[Submission]:
    """By a part of the number, or by the name of what is applied for, in either language."""
    if not query:
        return mine
    wanted = query.casefold()
    versions = [
        pk
        for pk in mine.order_by().values_list("version", flat=True).distinct()
        if wanted in version(pk).name.zh.casefold() or wanted in version(pk).name.en.casefold()
    ]
    return mine.filter(Q(number__icontains=query.replace(" ", "")) | Q(version__in=versions))


def _in_groups(rows: Sequence[Any]) -> list[tuple[int, list[Line]]]:
    drafts = {row.pk for row in rows if row.state is S.DRAFT}
    whole = Submission.objects.select_related("applicant").in_bulk(drafts)
    return [
        (key, [_line(row, whole.get(row.pk)) for row in members])
        for key, members in groupby(rows, key=lambda row: row.place)
    ]


def _line(row: Any, draft: Submission | None) -> Line:
    frozen = version(row.version_id)
    if draft is None:
        return Line(row, frozen, row.asked)
    return Line(row, frozen, row.asked, *_how_far(draft))


def _how_far(draft: Submission) -> tuple[int, int]:
    """Parts of the form that are done, of all there are; asks the database nothing."""
    work = opened(draft)
    keys = [block.key for block in work.plan.blocks]
    keys += [QUESTIONS] if work.version.questions else []
    given = {**(work.answers.get("blocks") or {}), QUESTIONS: work.questions}
    done = [
        key for key in keys if given.get(key) and not check_block(work.version, work.answers, key)
    ]
    return len(done), len(keys)
