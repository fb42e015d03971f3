"""A repeatable block: its rows as cards; adding, changing and removing each a page of its own.

Every row has an identity of its own, so that a double click neither adds a row twice nor removes
the next one, and the page of a row keeps writing that row wherever it has moved meanwhile.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bundles.casework import services
from bundles.catalogue.answers import Problem, check_block
from bundles.catalogue.blocks import ROW_ID
from bundles.catalogue.definition import Block
from portal.form.forgetting import put_back
from portal.form.marks import WAS
from portal.form.models import Unsaved
from portal.form.named import named_row
from portal.form.named_rows import named_rows, rows_of
from portal.form.pages import Work, opened
from portal.form.reading import read_rows
from portal.form.row_sheets import RowSheet
from portal.form.steps import Step, steps_of_block
from portal.form.sums import summed
from portal.form.unsaved import keeps_typed, set_aside, taken_out
from portal.web.filling.answering import answer
from portal.web.people import acting, for_applicants, own_case

IDENTITY = re.compile(r"[0-9a-z]{8,32}")


def listed(request: HttpRequest, work: Work, block: Block) -> HttpResponse:
    """The rows so far. Post goes on, or says what is wrong with the list as a whole."""
    assert block.repeat is not None
    stored = rows_of(work, block)
    problems: list[Problem] = []
    if stored or request.method == "POST":
        problems = list(check_block(work.version, work.answers, block.key))
    if request.method == "GET" and "back" not in request.GET:
        # a list still growing is not told that it does not add up yet
        problems = [one for one in problems if _of_a_row(one)]
    if request.method == "POST":
        if request.POST.get("then") == "later":
            return redirect(work.url("tasks" if work.editing.whole else "correction"))
        if not problems:
            back = request.GET.get("back") == "review"
            return redirect(work.url("review") if back else work.after(block.key))
    rows = read_rows(work, block, stored, problems)
    kept = _undo_here(request, work, block)
    context = {
        "section": "cases",
        "work": work,
        "part": block,
        "rows": [
            (row, stored[row.index][ROW_ID], work.editing.row(block, row.index)) for row in rows
        ],
        "sum": summed(work, block, stored),
        "problems": problems,
        "loose": [str(one.message) for one in problems if not _of_a_row(one)],
        "row_problems": [row for row in rows if row.wrong],
        "asked": _asked(work, block),
        "may_add": work.editing.all_of(block.key) and len(stored) < block.repeat.max,
        "may_remove": work.editing.all_of(block.key),
        "undo": kept,
        "undo_name": named_row(block, kept.content["row"]) if kept else "",
        "back_to": work.url("tasks" if work.editing.whole else "correction"),
    }
    wrong = request.method == "POST"
    return render(request, "web/rows.html", context, status=422 if wrong else 200)


@keeps_typed
@require_http_methods(["GET", "POST"])
@for_applicants
def add(request: HttpRequest, token: UUID, block: str) -> HttpResponse:
    """One more row. Post: the fields of the block, and ``row-id``, the identity its page was made
    with: the same one twice is one row."""
    work, definition = _opened(request, token, block)
    if not work.editing.all_of(block):
        raise Http404
    identity = request.POST.get("row-id", "") or request.GET.get("row", "")
    if not IDENTITY.fullmatch(identity):
        identity = uuid4().hex[:16]
        if request.method == "GET":
            return redirect(f"{work.url('add', block=block)}?{urlencode({'row': identity})}")
    step = None if _is_whole(request) else _first(definition)
    sheet = RowSheet(work, step, definition, identity)
    if sheet.is_new and _is_full(definition, sheet.rows):
        messages.warning(request, _("已经达到最多行数，不能再添加。"))
        return redirect(work.url("page", block=block))
    return answer(request, sheet)


@keeps_typed
@require_http_methods(["GET", "POST"])
@for_applicants
def change(
    request: HttpRequest, token: UUID, block: str, index: int, step: str = ""
) -> HttpResponse:
    """One row again, or one page of it. Post: the fields, and ``row-id``, the row that was shown:
    found wherever it is now, and put back when it was taken out meanwhile."""
    work, definition = _opened(request, token, block)
    stored = rows_of(work, definition)
    identity = request.POST.get("row-id", "")
    if not IDENTITY.fullmatch(identity):
        if not 0 <= index < len(stored):
            raise Http404
        identity = stored[index][ROW_ID]
    sheet = RowSheet(work, None, definition, identity)
    if sheet.is_new and not work.editing.all_of(block):
        raise Http404
    found = _first(definition)
    if step:
        found = next((one for one in steps_of_block(definition) if one.key == step), None)
        if found is None:
            raise Http404
    elif work.editing.whole is False or (request.method == "POST" and not step):
        found = _first(definition) if len(steps_of_block(definition)) == 1 else None
    elif definition.pages:
        shown = sheet.steps()
        return redirect(sheet.address(shown[0]) if shown else work.url("page", block=block))
    sheet = RowSheet(work, found, definition, identity)
    if not sheet.fields:
        raise Http404
    return answer(request, sheet)


@require_POST
@for_applicants
def remove(request: HttpRequest, token: UUID, block: str, index: int) -> HttpResponse:
    """Take a row out. Post: ``row-id``, the row as shown; another row there stays. For ten minutes
    a button puts it back."""
    work, _definition = _opened(request, token, block)
    if not work.editing.all_of(block):
        raise Http404
    identity, taken = request.POST.get("row-id", ""), {}

    def without(stored: Any) -> Any:
        rows = named_rows(stored)
        at = next((at for at, row in enumerate(rows) if row[ROW_ID] == identity), None)
        if at is None:
            return stored
        taken.update({"row": rows[at], "index": at, "block": block})
        return [*rows[:at], *rows[at + 1 :]]

    by = acting(request, work.submission)
    services.revise_answers(work.submission.pk, block=block, change=without, by=by)
    if taken:
        set_aside(request, work.submission, taken)
    return redirect(work.url("page", block=block))


@require_POST
@for_applicants
def undo(request: HttpRequest, token: UUID) -> HttpResponse:
    """Put back what this browser took out last. A second time changes nothing."""
    work = opened(own_case(request, token))
    kept = taken_out(request, work.submission)
    if kept is not None and work.editing.whole:
        put_back(work, kept, by=acting(request, work.submission))
        messages.success(request, _("已经恢复。"))
    block = kept.content.get("block") if kept is not None else None
    return redirect(work.url("page", block=block) if block else work.url("tasks"))


def _is_whole(request: HttpRequest) -> bool:
    """Whether a post is no page's own: it carries no marks and may name any field of the row."""
    return request.method == "POST" and not any(name.startswith(WAS) for name in request.POST)


def _undo_here(request: HttpRequest, work: Work, block: Block) -> Unsaved | None:
    kept = taken_out(request, work.submission)
    return kept if kept is not None and kept.content.get("block") == block.key else None


def _first(block: Block) -> Step | None:
    return steps_of_block(block)[0]


def _is_full(block: Block, rows: list[dict[str, Any]]) -> bool:
    return block.repeat is not None and len(rows) >= block.repeat.max


def _opened(request: HttpRequest, token: UUID, key: str) -> tuple[Work, Block]:
    work = opened(own_case(request, token))
    block = next((one for one in work.plan.blocks if one.key == key), None)
    if block is None or block.repeat is None or not work.editing.block(key):
        raise Http404
    return work, block


def _asked(work: Work, block: Block) -> list[str]:
    starts = (f"field:{block.key}.", f"block:{block.key}.")
    return [
        text
        for about, texts in work.editing.asked.items()
        if about == f"block:{block.key}" or about.startswith(starts)
        for text in texts
    ]


def _of_a_row(problem: Problem) -> bool:
    parts = problem.path.split(".")
    return len(parts) > 1 and parts[1].isdigit()
