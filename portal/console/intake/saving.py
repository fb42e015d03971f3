"""What the clerk types, kept as it is typed: one block or one row at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import Submission
from bundles.catalogue.blocks import ROW_ID
from bundles.catalogue.form import QUESTIONS
from portal.console.errors import refusal
from portal.console.intake.door import work_of
from portal.console.intake.own import helper_of, intake_case
from portal.console.intake.parts import Part, parts, sheet_of
from portal.form.block_sheets import BlockSheet
from portal.form.controls import posted
from portal.form.forgetting import follow
from portal.form.keeping import storable
from portal.form.marks import was_shown
from portal.form.named import people_named, taken_person
from portal.form.named_rows import named_rows
from portal.form.pages import Work
from portal.form.saving import told
from portal.form.sheets import Sheet

IDENTITY = re.compile(r"[0-9a-z]{8,32}")
MOST_SHAPES = 200


@require_POST
def save(request: HttpRequest, token: UUID, block: str) -> HttpResponse:
    """The fields of one block, or with ``row-id`` of one row of it; kept whatever they are.

    ``then``: ``keep`` answers JSON (as the web door's pages, and with ``parts`` whatever else is to
    be drawn anew: ``shapes`` says what the page has); ``take-…`` fills in a person named before;
    ``remove`` takes the row out; ``more`` shows one empty row beside. Else back to the page.
    """
    submission = intake_case(request, token)
    work, by = work_of(submission), helper_of(request, submission)
    row = request.POST.get("row-id", "")
    sheet = sheet_of(work, block, row if IDENTITY.fullmatch(row) else "")
    then = request.POST.get("then", "")
    if sheet is None:
        raise Http404
    try:
        if then == "remove":
            _without(submission, block, row, by=by)
            answer: dict[str, Any] = {}
        else:
            answer = keep(request, sheet, request.POST, by=by)
    except CaseworkError as error:
        return _refused(request, error, token)
    if "json" in request.headers.get("Accept", ""):
        more = block if then == "more" else ""
        return JsonResponse(answer | redrawn(request, intake_case(request, token), more=more))
    query = f"?more={block}" if then == "more" else ""
    address = work.url("page", block=block)
    return redirect(address.replace("#", f"{query}#"))


@require_POST
def usual(request: HttpRequest, token: UUID) -> HttpResponse:
    """Answer every question that is still open as most people do: with its default."""
    submission = intake_case(request, token)
    work, by = work_of(submission), helper_of(request, submission)
    if not work.editing.whole:
        raise Http404
    defaults = {one.key: one.default for one in work.version.questions}

    def change(stored: Any) -> dict[str, Any]:
        return defaults | {key: value for key, value in (stored or {}).items() if value != ""}

    before = dict(work.questions)
    try:
        services.revise_answers(submission.pk, block=QUESTIONS, change=change, by=by)
        follow(request, work, before, tell=True, by=by)
    except CaseworkError as error:
        return _refused(request, error, token)
    return redirect(work.url("page", block=QUESTIONS))


def keep(request: HttpRequest, sheet: Sheet, post: QueryDict, *, by: Actor) -> dict[str, Any]:
    """Save one sheet; what the page that saves itself is told."""
    typed, then = posted(sheet.fields, post), post.get("then", "")
    if then.startswith("take-") and isinstance(sheet, BlockSheet):
        people = people_named(sheet.work.version, sheet.work.submission)
        typed |= taken_person(sheet.block, then, people, sheet.open)
    before = dict(sheet.work.questions)
    after, seen = sheet.keep(typed, was_shown(post, sheet.fields), by=by)
    if sheet.key == QUESTIONS:
        follow(request, sheet.work, before, tell=False, by=by)
    kept = storable(typed)
    values = {**after.stored, **{key: one for key, one in typed.items() if key not in kept}}
    return told(sheet, after, values, after.problems(values), seen)


def redrawn(request: HttpRequest, submission: Submission, *, more: str = "") -> dict[str, Any]:
    """Every part that no longer looks as the page shows it, and what is said of each."""
    work = work_of(submission)
    shapes = _shapes(request.POST.get("shapes", ""))
    there = parts(work, more=more)
    return {
        "parts": {
            one.key: drawn(request, work, one) for one in there if shapes.get(one.key) != one.shape
        },
        "gone": [key for key in shapes if key not in {one.key for one in there}],
        "said": {
            one.key: render_to_string("console/intake/said.html", {"part": one}) for one in there
        },
        "order": [one.key for one in there],
        "steps": render_to_string("console/intake/steps.html", steps(work, there)),
    }


def drawn(request: HttpRequest, work: Work, part: Part) -> str:
    return render_to_string("console/intake/part.html", {"work": work, "part": part}, request)


def steps(work: Work, there: list[Part]) -> dict[str, Any]:
    done = sum(one.page.progress == "done" for one in there)
    handed = work.handed()
    missing = [one for one in work.plan.asked if one.material.key not in handed]
    return {
        "parts": there,
        "done": done,
        "left": len(there) - done,
        "asked": len(work.plan.asked),
        "missing": len(missing),
    }


def _without(submission: Submission, block: str, row: str, *, by: Actor) -> None:
    def change(stored: Any) -> Any:
        return [one for one in named_rows(stored) if one[ROW_ID] != row]

    services.revise_answers(submission.pk, block=block, change=change, by=by)


def _refused(request: HttpRequest, error: CaseworkError, token: UUID) -> HttpResponse:
    said = refusal(error)
    if "json" in request.headers.get("Accept", ""):
        return JsonResponse({"refused": said.message}, status=said.status)
    messages.error(request, said.message)
    return redirect("admin:intake_page", token=token)


def _shapes(text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(value) for key, value in list(found.items())[:MOST_SHAPES]}


def restored(
    request: HttpRequest, submission: Submission, posts: list[tuple[str, QueryDict]]
) -> None:
    """Put in place what was typed into a session that had ended."""
    by = helper_of(request, submission)
    for path, post in posts:
        sheet = sheet_of(
            work_of(submission), path.rstrip("/").rpartition("/")[2], post.get("row-id", "")
        )
        if sheet is not None:
            keep(request, sheet, post, by=by)
            submission.refresh_from_db()
    if posts:
        messages.success(request, _("登录过期前填写的内容已经保存，没有丢失。"))
