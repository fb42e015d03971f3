"""The pages of one case in order, each with how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bundles.casework.models import Submission
from bundles.casework.selectors.review import files
from bundles.catalogue.answers import check_block
from bundles.catalogue.definition import Text, Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.plan import Plan, plan
from bundles.catalogue.versions import version as version_of
from departments.selectors import calendar_for
from portal.web.form.editing import Editing, editing

SITUATION = Text(zh="您的情况", en="Your situation")


class Progress(models.TextChoices):
    EMPTY = "empty", _("未填写")
    PARTLY = "partly", _("未完成")
    DONE = "done", _("已完成")


@dataclass(frozen=True, slots=True)
class Page:
    key: str
    title: Text
    help: Text | None
    progress: Progress
    problems: int
    url: str


@dataclass(frozen=True, slots=True)
class Work:
    """One case opened at the web door: its frozen version, its plan, what may be edited."""

    submission: Submission
    version: Version
    plan: Plan
    editing: Editing

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
        return reverse(f"web:{name}", kwargs={"token": self.submission.token, **more})

    def pages(self) -> tuple[Page, ...]:
        """Questions first, then the blocks that matter; of a correction only what was asked."""
        shown = []
        if self.version.questions and self.editing.whole:
            shown.append(self._page(QUESTIONS, SITUATION, None, self.questions))
        shown += [
            self._page(block.key, block.title, block.help, self.block(block.key))
            for block in self.plan.blocks
            if self.editing.block(block.key)
        ]
        return tuple(shown)

    def _page(self, key: str, title: Text, hint: Text | None, value: Any) -> Page:
        problems = len(check_block(self.version, self.answers, key))
        if not problems and (value or key != QUESTIONS):
            progress = Progress.DONE
        else:
            progress = Progress.PARTLY if value else Progress.EMPTY
        return Page(key, title, hint, progress, problems, self.url("page", block=key))

    def after(self, key: str) -> str:
        """Where to go when the page ``key`` is done."""
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


def opened(submission: Submission) -> Work:
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
        ),
        editing=editing(submission),
    )
