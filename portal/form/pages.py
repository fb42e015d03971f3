"""The parts of one case in order, each with how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bundles.casework.models import Submission
from bundles.casework.selectors.circumstances import present
from bundles.casework.selectors.review import files
from bundles.catalogue.answers import check_block
from bundles.catalogue.conditions import variables
from bundles.catalogue.definition import Block, Text, Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.plan import Plan, plan
from bundles.catalogue.versions import version as version_of
from departments.selectors import calendar_for
from portal.form.editing import Editing, editing
from portal.form.keeping import fields_beside
from portal.form.prefill import Known
from portal.form.steps import step_of

SITUATION = Text(zh="您的情况", en="Your situation")
FORM = Text(zh="填写表单", en="The form")


class Door(Protocol):
    """From the name of a page of the form (``page``, ``step``, ``row`` …) to its address."""

    def __call__(self, token: UUID, name: str, **more: Any) -> str: ...


class Progress(models.TextChoices):
    BLOCKED = "blocked", _("还不能填")
    EMPTY = "empty", _("未填写")
    KNOWN = "known", _("待确认")
    PARTLY = "partly", _("未完成")
    DONE = "done", _("已完成")


@dataclass(frozen=True, slots=True)
class Page:
    """One part of the form: the questions, or a block."""

    key: str
    title: Text
    help: Text | None
    progress: Progress
    problems: int
    url: str
    rows: int | None = None


@dataclass(frozen=True)
class Work:
    """One case opened at a door: its frozen version, its plan, what may be edited.

    ``door`` gives the addresses of that door's own pages.
    """

    submission: Submission
    version: Version
    plan: Plan
    editing: Editing
    door: Door

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.submission.answers  # type: ignore[no-any-return]

    def block(self, key: str) -> Any:
        return (self.answers.get("blocks") or {}).get(key)

    @property
    def questions(self) -> Mapping[str, Any]:
        given = self.answers.get(QUESTIONS)
        return given if isinstance(given, Mapping) else {}

    def url(self, name: str, **more: Any) -> str:
        return self.door(self.submission.token, name, **more)

    def place(self, block: Block, field: str, index: int | None = None) -> str:
        """The address of the page one field is on."""
        step = {"step": found} if (found := step_of(block, field)) else {}
        if index is None:
            name = "step" if step else "page"
            return f"{self.url(name, block=block.key, **step)}#f-{field}"
        name = "row-step" if step else "change"
        return f"{self.url(name, block=block.key, index=index, **step)}#f-{field}"

    @cached_property
    def known(self) -> Known:
        return Known(self.submission)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that matter, chapter by chapter."""
        order = [key for chapter in self.version.chapters for key in chapter.blocks]
        if not order:
            return self.plan.blocks
        return tuple(sorted(self.plan.blocks, key=lambda block: order.index(block.key)))

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """The questions still to be answered, those not asked yet because of them included."""
        waiting = {
            one.key for one in self.plan.questions if not one.allows(self.questions.get(one.key))
        }
        later = {one.key for one in self.version.questions if variables(one.when) & waiting}
        return frozenset(waiting | later)

    def pages(self) -> tuple[Page, ...]:
        """Questions first, then the blocks that matter; of a correction only what was asked."""
        shown = []
        if self.version.questions and self.editing.whole:
            shown.append(self._page(QUESTIONS, SITUATION, None, self.questions))
        shown += [
            self._page(block.key, block.title, block.help, self.block(block.key), block)
            for block in self.blocks
            if self.editing.block(block.key)
        ]
        return tuple(shown)

    def chapters(self) -> tuple[tuple[Text, tuple[Page, ...]], ...]:
        """The pages as the list of what is to be done shows them."""
        pages = self.pages()
        of = {key: one.title for one in self.version.chapters for key in one.blocks}
        titles = {page.key: of.get(page.key, FORM) for page in pages}
        titles[QUESTIONS] = SITUATION
        groups: dict[str, tuple[Text, tuple[Page, ...]]] = {}
        for page in pages:
            title = titles[page.key]
            _title, there = groups.get(title.zh, (title, ()))
            groups[title.zh] = (title, (*there, page))
        return tuple(groups.values())

    def _page(
        self, key: str, title: Text, hint: Text | None, value: Any, block: Block | None = None
    ) -> Page:
        problems = len(check_block(self.version, self.answers, key))
        rows = len(value) if isinstance(value, list) else None
        return Page(
            key=key,
            title=title,
            help=hint,
            progress=self._progress(value, problems, block),
            problems=problems,
            url=self.url("page", block=key),
            rows=rows,
        )

    def _progress(self, value: Any, problems: int, block: Block | None) -> Progress:
        if not problems and (value or block is not None):
            return Progress.DONE
        if value:
            return Progress.PARTLY
        if block is not None and self.waits(block):
            return Progress.BLOCKED
        if block is not None and block.repeat is None and self._is_known(block):
            return Progress.KNOWN
        return Progress.EMPTY

    def _is_known(self, block: Block) -> bool:
        """Whether something it asks at once is known already."""
        known = self.known.of(block, {})
        return any(one.key in known for one in fields_beside(self.version, self.answers, block, {}))

    def waits(self, block: Block) -> bool:
        """Whether what it asks hangs on a question that is not answered yet."""
        asked = [block.when, *(field.when for field in block.fields)]
        return any(variables(condition) & self.unanswered for condition in asked)

    def after(self, key: str) -> str:
        """Where to go when the part ``key`` is done."""
        pages = self.pages()
        keys = [page.key for page in pages]
        if key in keys and keys.index(key) + 1 < len(pages):
            return pages[keys.index(key) + 1].url
        return self.url("materials") if self.editing.whole else self.url("correction")

    def handed(self) -> dict[str, list[Any]]:
        """The files of each material."""
        by_key: dict[str, list[Any]] = {}
        for one in files(self.submission):
            by_key.setdefault(one.material_key, []).append(one)
        return by_key


def at_the_web(token: UUID, name: str, **more: Any) -> str:
    """The web door's pages, one idea each."""
    return reverse(f"web:{name}", kwargs={"token": token, **more})


def opened(submission: Submission, door: Door = at_the_web) -> Work:
    version = version_of(submission.version_id)
    today = timezone.localdate()
    return Work(
        submission=submission,
        version=version,
        plan=plan(
            version,
            submission.answers,
            on=today,
            calendar=calendar_for(version.division.code),
            **present(submission),
        ),
        editing=editing(submission),
        door=door,
    )
