"""“And if …?” on a draft: the same look, and then it can be applied, with nothing lost."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bundles.casework.selectors.circumstances import present
from bundles.catalogue.answers import check
from bundles.catalogue.form import QUESTIONS
from portal.form.forgetting import follow
from portal.form.marks import mark
from portal.form.pages import Work, opened
from portal.form.question_sheets import QuestionSheet
from portal.form.steps import steps_of_questions
from portal.web.guide.address import of
from portal.web.guide.walk import Walk
from portal.web.guide.what_if import Trial, shown, trial
from portal.web.people import acting, for_applicants, own_case


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def what_if(request: HttpRequest, token: UUID) -> HttpResponse:
    """``change`` a question, ``to`` an answer, as in the guide. Post: the same, and ``was``, the
    mark of the answer that was shown: it is saved as on the question's own page.

    Whatever it hides is taken out and can be put back for ten minutes. A draft with an unanswered
    question is led to it. Answered elsewhere meanwhile: the newest is shown, nothing is saved.
    """
    work = opened(own_case(request, token))
    if not work.editing.whole:
        return redirect("web:case", token=token)
    here = draft_walk(work)
    if here.waiting is not None:
        return redirect(work.url("page", block=QUESTIONS))
    tried = trial(here, request)
    if request.method == "POST":
        return _apply(request, work, here, tried)
    return _drawn(request, work, here, tried)


def draft_walk(work: Work) -> Walk:
    """The good answers of a draft, as the guide reads them from an address."""
    good = check(work.version, {QUESTIONS: work.questions}).values[QUESTIONS]
    return Walk(work.version, of(work.version, good), dict(present(work.submission)))


def _drawn(request: HttpRequest, work: Work, here: Walk, tried: Trial | None) -> HttpResponse:
    address = work.url("what-if")
    context = {
        "section": "cases",
        "work": work,
        "tasks_url": work.url("tasks"),
        **shown(here, tried, address=address),
        "kept": [],
        "action": address,
        **(_to_apply(work, tried) if tried and tried.then else {}),
    }
    status = 422 if tried and tried.problem else 200
    return render(request, "web/guide/draft.html", context, status=status)


def _to_apply(work: Work, tried: Trial) -> dict[str, Any]:
    """The form that applies it, and what of the draft would be put away."""
    question, plan = tried.question, tried.plans[1] if tried.plans else work.plan
    visible = {block.key for block in plan.blocks}
    taken = {one.material.key for one in plan.takes_files}
    blocks = work.answers.get("blocks") or {}
    value = tried.value
    return {
        "apply": list(value) if isinstance(value, list) else [_typed(value)],
        "mark": mark(question, work.questions.get(question.key)),
        "put_away": [
            work.version.block(key).title
            for key, there in blocks.items()
            if there and key not in visible
        ],
        "needless": [work.version.material(key).name for key in work.handed() if key not in taken],
    }


def _apply(request: HttpRequest, work: Work, here: Walk, tried: Trial | None) -> HttpResponse:
    if tried is None or tried.then is None:
        return _drawn(request, work, here, tried)
    key = tried.question.key
    steps = steps_of_questions(work.version, work.answers)
    step = next((one for one in steps if one.key == key), None)
    if step is None:  # the form does not ask it as things stand: the questions say what it does ask
        return redirect(work.url("page", block=QUESTIONS))
    before, by = dict(work.questions), acting(request, work.submission)
    _after, seen = QuestionSheet(work, step).keep(
        {key: tried.value}, {key: request.POST.get("was", "")}, by=by
    )
    follow(request, work, before, tell=True, by=by)
    if seen.newer or seen.replaced:
        messages.warning(request, _("这个回答刚刚在另一个页面或设备上也改过，现在以这一次为准。"))
    messages.success(request, _("已经按新的回答更新了您的申请。"))
    after = opened(own_case(request, work.submission.token))
    if after.unanswered:
        return redirect(after.url("page", block=QUESTIONS))
    return redirect(after.url("tasks"))


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
