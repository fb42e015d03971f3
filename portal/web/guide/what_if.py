"""“And if …?”: one answer changed, and what that changes, before anything is settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.catalogue.comparing import Changes, compare
from bundles.catalogue.definition import Question
from bundles.catalogue.plan import Plan
from portal.web import errors
from portal.web.guide.address import understood, written
from portal.web.guide.beside import compared
from portal.web.guide.pages import control_of, lines, said
from portal.web.guide.walk import Walk, walk


@dataclass(frozen=True)
class Trial:
    """One question, the answer tried, and what it comes to; or what is wrong with it."""

    question: Question
    problem: str = ""
    then: Walk | None = None
    plans: tuple[Plan, Plan] | None = None

    @cached_property
    def changes(self) -> Changes | None:
        return compare(*self.plans) if self.plans else None

    @property
    def value(self) -> Any:
        return self.then.told.given[self.question.key] if self.then else None

    @property
    def said(self) -> str:
        return said(self.question, self.value) if self.then else ""


@require_safe
@errors.in_words
def what_if(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """``change`` is a question; ``to`` the answer tried. Without ``change``, a choice of questions.

    Nothing is kept: what is decided on is the address of the list it leads to.
    """
    here = walk(request, division, code)
    if here.waiting is not None or here.told.wrong:
        return redirect(here.url())
    tried = trial(here, request)
    context = {
        "section": "search",
        "version": here.version,
        "list_url": here.url("guide-list"),
        "apply_url": tried.then.url("guide-list") if tried and tried.then else "",
        **shown(here, tried, address=here.url("guide-what-if")),
    }
    return render(request, "web/guide/what_if.html", context, status=_status(tried))


def trial(here: Walk, request: HttpRequest) -> Trial | None:
    """What is asked to be tried; None when it names no question of this scenario."""
    asked = request.POST if request.method == "POST" else request.GET
    key = asked.get("change", "")
    question = next((one for one in here.questions if one.key == key), None)
    if question is None:
        return None
    words = [word for word in asked.getlist("to") if word.strip()]
    if "to" not in asked and "tried" not in asked:
        return Trial(question)
    value = understood(question, words)
    if not question.allows(value):
        return Trial(question, problem=_problem(question, words))
    then = here.with_answer(key, value)
    return Trial(question, then=then, plans=(here.plan, then.plan))


def shown(here: Walk, tried: Trial | None, *, address: str) -> dict[str, Any]:
    """What the page of both doors needs: the choice of a question, its control, the changes."""
    if tried is None:
        return {"lines": [replace(one, url=_change(address, one.key)) for one in lines(here)]}
    control = control_of(tried.then or here, tried.question)
    rows = compared(*tried.plans) if tried.plans else []
    return {
        "tried": tried,
        "was": _said_now(here, tried.question),
        "control": replace(control, name="to", errors=(tried.problem,) if tried.problem else ()),
        "kept": written(here.told),
        "action": address.partition("?")[0],
        "problems": [tried.problem] if tried.problem else [],
        "others_url": address,
        "version": here.version,
        "compared": rows,
        "unchanged": [row for row in rows if not row.differs and row.counts],
        "further": [
            one.text for one in tried.then.questions if one.key not in tried.then.told.given
        ]
        if tried.then
        else [],
    }


def _said_now(here: Walk, question: Question) -> str:
    given = here.told.given
    return said(question, given[question.key]) if question.key in given else ""


def _change(address: str, key: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}change={key}"


def _problem(question: Question, words: list[str]) -> str:
    if question.type == "integer":
        bounds = {"min": question.min, "max": question.max}
        return _("请填写 %(min)d 到 %(max)d 之间的整数，不用写单位。") % bounds
    return _("请选择一个答案。")


def _status(tried: Trial | None) -> int:
    return 422 if tried and tried.problem else 200
