"""A repeatable block: its rows as a list; adding, changing and removing each a page of its own.

Every post says which state of the list it was made against, so that a double click neither adds a
row twice nor removes the next one.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bundles.casework import services
from bundles.catalogue.answers import Problem, check_block
from bundles.catalogue.definition import Block
from portal.web.form.controls import posted
from portal.web.form.drawing import block_controls, draw, is_look, taken
from portal.web.form.keeping import storable
from portal.web.form.pages import Work, opened
from portal.web.form.reading import read_rows
from portal.web.people import acting, for_applicants, own_case

Rows = list[dict[str, Any]]


def listed(request: HttpRequest, work: Work, block: Block) -> HttpResponse:
    """The rows so far. Post goes on, or says what is wrong with the list as a whole."""
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
    context = {
        "section": "cases",
        "work": work,
        "part": block,
        "rows": [
            (row, mark_of(stored[row.index])) for row in read_rows(work, block, stored, problems)
        ],
        "problems": problems,
        "loose": [str(one.message) for one in problems if not _of_a_row(one)],
        "asked": [
            text
            for about, texts in work.editing.asked.items()
            if about == f"block:{block.key}" or about.startswith(f"field:{block.key}.")
            for text in texts
        ],
        "full": block.repeat is not None and len(stored) >= block.repeat.max,
    }
    wrong = request.method == "POST"
    return render(request, "web/rows.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
@for_applicants
def add(request: HttpRequest, token: UUID, block: str) -> HttpResponse:
    """One more row. Post: the fields of the block, and ``rows``, how many there were."""
    work, definition = _opened(request, token, block)
    stored = rows_of(work, definition)
    if definition.repeat is not None and len(stored) >= definition.repeat.max:
        messages.warning(request, _("已经达到最多行数，不能再添加。"))
        return redirect(work.url("page", block=block))
    return _row_page(request, work, definition, index=len(stored), row={})


@require_http_methods(["GET", "POST"])
@for_applicants
def change(request: HttpRequest, token: UUID, block: str, index: int) -> HttpResponse:
    """One row again. Post: the fields of the block, and ``was``, the mark of the row as shown."""
    work, definition = _opened(request, token, block)
    stored = rows_of(work, definition)
    if not 0 <= index < len(stored):
        raise Http404
    return _row_page(request, work, definition, index=index, row=stored[index])


@require_POST
@for_applicants
def remove(request: HttpRequest, token: UUID, block: str, index: int) -> HttpResponse:
    """Take a row out. Post: ``was``, the mark of the row as shown; another row there stays."""
    work, definition = _opened(request, token, block)
    stored = rows_of(work, definition)
    if index < len(stored) and request.POST.get("was") == mark_of(stored[index]):
        _save(request, work, definition, stored[:index] + stored[index + 1 :])
    return redirect(work.url("page", block=block))


def _row_page(
    request: HttpRequest, work: Work, block: Block, *, index: int, row: dict[str, Any]
) -> HttpResponse:
    stored = rows_of(work, block)
    new, saving = index == len(stored), request.method == "POST" and not is_look(request)
    mark = request.POST.get("was", "") if is_look(request) else ("" if new else mark_of(row))
    visited = bool(row) or request.method == "POST"
    if request.method == "POST":
        row = taken(work, block, row, posted(block.fields, request.POST))
    after = [*stored[:index], row, *stored[index + 1 :]]
    kept = [*stored[:index], storable(row), *stored[index + 1 :]]
    problems = _problems_of(work, block, after, index) if visited and not is_look(request) else []
    if saving:
        if not new and request.POST.get("was") != mark:
            messages.warning(request, _("这一行刚刚在别处改过，请核对后再改。"))
            return redirect(work.url("page", block=block.key))
        if new and _added_already(request, stored, row):
            return redirect(work.url("page", block=block.key))
        _save(request, work, block, kept)
        if not problems or request.POST.get("then") == "later":
            return redirect(work.url("page", block=block.key))
        new, mark = False, mark_of(kept[index])  # it is kept now: what follows changes it
    assert block.repeat is not None
    where = ("add", {}) if new else ("change", {"index": index})
    return draw(
        request,
        work,
        block.key,
        block_controls(work, block, row, problems, path=f"{block.key}.{index}"),
        problems,
        title=block.repeat.row,
        over=block.title,
        number=index + 1,
        action=work.url(where[0], block=block.key, **where[1]),
        hidden=(("rows", len(stored)),) if new else (("was", mark),),
    )


def rows_of(work: Work, block: Block) -> Rows:
    stored = work.block(block.key)
    return [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []


def mark_of(row: dict[str, Any]) -> str:
    """A short fingerprint of a row; nothing can be read from it without the row."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def _opened(request: HttpRequest, token: UUID, key: str) -> tuple[Work, Block]:
    work = opened(own_case(request, token))
    block = next((one for one in work.plan.blocks if one.key == key), None)
    if block is None or block.repeat is None or not work.editing.block(key):
        raise Http404
    return work, block


def _added_already(request: HttpRequest, stored: Rows, row: dict[str, Any]) -> bool:
    """Whether this very post has been kept before: the list has grown and ends in the same row."""
    count = request.POST.get("rows", "")
    if not count.isdigit() or len(count) > 4 or int(count) >= len(stored):
        return False
    return stored[int(count)] == row


def _save(request: HttpRequest, work: Work, block: Block, rows: Rows) -> None:
    services.save_answers(
        work.submission.pk, block=block.key, values=rows, by=acting(request, work.submission)
    )


def _problems_of(work: Work, block: Block, rows: Rows, index: int) -> list[Problem]:
    """What is wrong with this row; the list as a whole is judged on its own page."""
    answers = dict(work.answers)
    answers["blocks"] = {**(answers.get("blocks") or {}), block.key: rows}
    found = check_block(work.version, answers, block.key)
    return [one for one in found if one.path.startswith(f"{block.key}.{index}.")]


def _of_a_row(problem: Problem) -> bool:
    parts = problem.path.split(".")
    return len(parts) > 1 and parts[1].isdigit()
