"""What an answer makes needless goes with it; and comes back when that was a slip."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.catalogue.blocks import ROW_ID
from bundles.catalogue.form import QUESTIONS
from portal.form.models import Unsaved
from portal.form.named_rows import named_rows
from portal.form.pages import Work, opened
from portal.form.unsaved import set_aside, taken_out


def follow(
    request: HttpRequest, before: Work, questions: dict[str, Any], *, tell: bool, by: Actor
) -> None:
    """Take the blocks out that the new answers hide, and back in those they show again.

    Nothing of a page nobody sees any more stays in a draft, nor comes to light in a later one. It
    is kept for ten minutes together with the ``questions`` as they were answered before; with
    ``tell`` the applicant is told which, once.
    """
    work = opened(type(before.submission).objects.get(pk=before.submission.pk), before.door)
    kept = taken_out(request, work.submission)
    aside: dict[str, Any] = dict(kept.content) if kept and "blocks" in kept.content else {}
    hidden: dict[str, Any] = dict(aside.get("blocks", {}))
    visible = {block.key for block in work.plan.blocks}
    blocks = work.answers.get("blocks") or {}
    gone = {key: value for key, value in blocks.items() if key not in visible and value}
    back = {key: hidden.pop(key) for key in list(hidden) if key in visible and not blocks.get(key)}
    for key, value in {**back, **{key: _empty(value) for key, value in gone.items()}}.items():
        services.save_answers(work.submission.pk, block=key, values=value, by=by)
    hidden |= gone
    if not hidden:
        if back and kept:
            kept.delete()
        return
    told = not gone and bool(aside.get("told"))
    before_all = aside.get(QUESTIONS, questions) if not gone or aside else questions
    content = {"blocks": hidden, QUESTIONS: before_all, "told": told or tell}
    if gone or back or not told:
        set_aside(request, work.submission, content)
    if tell and not told:
        names = _("、").join(str(work.version.block(key).title) for key in hidden)
        messages.info(
            request,
            _("按您现在的回答，不再需要“%(names)s”，已填的内容已删除。") % {"names": names},
        )


def _empty(value: Any) -> Any:
    return [] if isinstance(value, list) else {}


def put_back(work: Work, kept: Unsaved, *, by: Actor) -> None:
    """Undo: what was taken out, where it was; a row that is there again stays as it is."""
    content = kept.content
    if (row := content.get("row")) is not None:
        at = int(content["index"])

        def change(stored: Any) -> Any:
            rows = named_rows(stored)
            if any(one[ROW_ID] == row[ROW_ID] for one in rows):
                return stored
            return [*rows[:at], row, *rows[at:]]

        services.revise_answers(work.submission.pk, block=content["block"], change=change, by=by)
    else:
        services.save_answers(work.submission.pk, block=QUESTIONS, values=content[QUESTIONS], by=by)
        for key, value in content["blocks"].items():
            services.save_answers(work.submission.pk, block=key, values=value, by=by)
    kept.delete()
