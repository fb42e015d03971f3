"""The form: a list of what is to be done, and its pages of one idea each."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bundles.catalogue.definition import Block
from bundles.catalogue.form import QUESTIONS
from portal.form.block_sheets import BlockSheet
from portal.form.forgetting import follow
from portal.form.pages import Progress, Work, opened
from portal.form.question_sheets import QuestionSheet
from portal.form.steps import Step, steps_of_block, steps_of_questions
from portal.form.unsaved import keeps_typed, taken_out
from portal.web.filling.answering import answer
from portal.web.filling.drawing import is_look
from portal.web.people import acting, for_applicants, own_case
from portal.web.views import rows


@require_safe
@for_applicants
def tasks(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is filled in and what is missing; the way into every page, in any order."""
    work = opened(own_case(request, token))
    if not work.editing.whole:
        return redirect("web:case", token=token)
    handed = work.handed()
    chapters = work.chapters()
    pages = [page for _title, there in chapters for page in there]
    missing = [one for one in work.plan.asked if one.material.key not in handed]
    done = sum(page.progress == Progress.DONE for page in pages) + (not missing)
    context = {
        "section": "cases",
        "work": work,
        "chapters": chapters,
        "missing": missing,
        "later": sum(one.material.key not in handed for one in work.plan.later),
        "may_try": bool(work.version.questions) and not work.unanswered,
        "undo": taken_out(request, work.submission),
        "done": done,
        "all": len(pages) + 1,
        "left": len(pages) + 1 - done,
        "next": next((page for page in pages if page.progress != Progress.DONE), None),
    }
    return render(request, "web/tasks.html", context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def page(request: HttpRequest, token: UUID, block: str) -> HttpResponse:
    """A part of the form. Of several pages the first; of a list its rows.

    Post: a field per key of the whole part, ``yes``/``no`` for yes-no, dates ISO, and ``then`` as
    ``answer`` says. What is posted is kept whatever it is.
    """
    work = opened(own_case(request, token))
    if not work.editing.open:
        return redirect("web:case", token=token)
    if block == QUESTIONS:
        return _questions(request, work, None)
    definition = _block(work, block)
    if definition.repeat is not None:
        return rows.listed(request, work, definition)
    sheet = BlockSheet(work, None, definition)
    steps = sheet.steps()
    if work.editing.whole and request.method != "POST" and len(steps_of_block(definition)) > 1:
        return redirect(_with_query(request, sheet.address(steps[0])))
    only = steps[0] if len(steps_of_block(definition)) == 1 and steps else None
    return answer(request, BlockSheet(work, only, definition))


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def step(request: HttpRequest, token: UUID, block: str, step: str) -> HttpResponse:
    """One page of a part: one question, or one idea of a block."""
    work = opened(own_case(request, token))
    if not work.editing.open:
        return redirect("web:case", token=token)
    if block == QUESTIONS:
        return _questions(request, work, step)
    definition = _block(work, block)
    if definition.repeat is not None:
        raise Http404
    found = next((one for one in steps_of_block(definition) if one.key == step), None)
    if found is None:
        raise Http404
    sheet = BlockSheet(work, found, definition)
    if not sheet.fields:
        raise Http404
    if request.method != "POST" and found not in sheet.steps():
        return redirect(work.url("page", block=block))  # it matters no more
    return answer(request, sheet)


def _questions(request: HttpRequest, work: Work, key: str | None) -> HttpResponse:
    if not work.editing.whole or not work.version.questions:
        raise Http404
    if key is None and request.method != "POST":
        sheet = QuestionSheet(work, None)
        first = next((one for one in sheet.steps() if one.key in work.unanswered), sheet.steps()[0])
        return redirect(_with_query(request, sheet.address(first)))
    found: Step | None = None
    if key is not None:
        if key not in work.version.questions_by_key:
            raise Http404
        shown = steps_of_questions(work.version, work.answers)
        found = next((one for one in shown if one.key == key), None)
        if found is None:
            return redirect(work.url("page", block=QUESTIONS))
    before = dict(work.questions)
    answered = answer(request, QuestionSheet(work, found))
    if request.method == "POST" and not is_look(request):
        by = acting(request, work.submission)
        follow(request, work, before, tell=request.POST.get("then") != "keep", by=by)
    return answered


def _block(work: Work, key: str) -> Block:
    found = next((one for one in work.plan.blocks if one.key == key), None)
    if found is None or not work.editing.block(key):
        raise Http404
    return found


def _with_query(request: HttpRequest, address: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
