"""The form: a list of what is to be done, and one page per block."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bundles.casework import services
from bundles.catalogue.answers import Problem, check_block
from bundles.catalogue.conditions import variables
from bundles.catalogue.definition import Block
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.scenario import asked, scenario
from portal.web.form.controls import posted, question_control
from portal.web.form.drawing import block_controls, draw, is_look, taken
from portal.web.form.keeping import kept_questions, storable
from portal.web.form.pages import SITUATION, Work, opened
from portal.web.people import acting, for_applicants, own_case
from portal.web.views import rows


@require_safe
@for_applicants
def tasks(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is filled in and what is missing; the way into every page."""
    work = opened(own_case(request, token))
    if not work.editing.whole:
        return redirect("web:case", token=token)
    handed = work.handed()
    pages = work.pages()
    missing = [one for one in work.plan.asked if one.material.key not in handed]
    context = {
        "section": "cases",
        "work": work,
        "pages": pages,
        "missing": missing,
        "left": sum(page.progress != "done" for page in pages) + bool(missing),
    }
    return render(request, "web/tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def page(request: HttpRequest, token: UUID, block: str) -> HttpResponse:
    """One page. Post: a field per key of the block, ``yes``/``no`` for yes-no, dates ISO.

    What is posted is kept whatever it is. ``then=later`` goes back to the list, ``then=look`` only
    draws the page anew (nothing is kept), anything else goes on when the page is right, and shows
    it again with its mistakes (422) when not.
    """
    work = opened(own_case(request, token))
    if not work.editing.open:
        return redirect("web:case", token=token)
    if block == QUESTIONS:
        return _questions(request, work)
    definition = next((one for one in work.plan.blocks if one.key == block), None)
    if definition is None or not work.editing.block(block):
        raise Http404
    if definition.repeat is not None:
        return rows.listed(request, work, definition)
    return _single(request, work, definition)


def _questions(request: HttpRequest, work: Work) -> HttpResponse:
    if not work.editing.whole:
        raise Http404
    version, given = work.version, dict(work.questions)
    if request.method == "POST":
        given = kept_questions(version, posted(version.questions, request.POST))
    answers = {**work.answers, QUESTIONS: given}
    problems = _problems(work, answers, QUESTIONS) if given and not is_look(request) else []
    if request.method == "POST" and not is_look(request):
        _save(request, work, QUESTIONS, given)
        if answer := _onwards(request, work, QUESTIONS, problems):
            return answer
    deciding: frozenset[str] = frozenset().union(*(variables(q.when) for q in version.questions))
    controls = [
        question_control(one, given, problems, decides=one.key in deciding)
        for one in asked(version, scenario(version, answers))
    ]
    return draw(request, work, QUESTIONS, controls, problems, title=SITUATION)


def _single(request: HttpRequest, work: Work, block: Block) -> HttpResponse:
    stored = work.block(block.key)
    values: dict[str, Any] = dict(stored) if isinstance(stored, dict) else {}
    visited = stored is not None or request.method == "POST"
    if request.method == "POST":
        values = taken(work, block, values, posted(work.editing.fields(block), request.POST))
    blocks = {**(work.answers.get("blocks") or {}), block.key: values}
    answers = {**work.answers, "blocks": blocks}
    problems = _problems(work, answers, block.key) if visited and not is_look(request) else []
    if request.method == "POST" and not is_look(request):
        _save(request, work, block.key, values)
        if answer := _onwards(request, work, block.key, problems):
            return answer
    controls = block_controls(work, block, values, problems, path=block.key)
    more = {"title": block.title, "help": block.help}
    return draw(request, work, block.key, controls, problems, **more)


def _problems(work: Work, answers: Any, key: str) -> list[Problem]:
    return list(check_block(work.version, answers, key))


def _save(request: HttpRequest, work: Work, key: str, values: Any) -> None:
    services.save_answers(
        work.submission.pk, block=key, values=storable(values), by=acting(request, work.submission)
    )


def _onwards(
    request: HttpRequest, work: Work, key: str, problems: list[Problem]
) -> HttpResponse | None:
    if request.POST.get("then") == "later":
        return redirect(work.url("tasks" if work.editing.whole else "correction"))
    if problems:
        return None
    if request.GET.get("back") == "review":
        return redirect(work.url("review"))
    return redirect(opened(own_case(request, work.submission.token)).after(key))
