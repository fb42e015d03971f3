"""One question a page, and all answers to check before the list."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.catalogue.definition import Question
from portal.form.controls import Control, question_control
from portal.form.reading import Line, in_words
from portal.web import errors
from portal.web.guide.address import ASKED, written
from portal.web.guide.walk import Walk, walk

UNPROCESSABLE = 422


@require_safe
@errors.in_words
def guide(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """The first question that is not answered, with everything answered so far in the address.

    ``asked`` is the question on the page that was sent: answered, the short address follows;
    not answered, or with what is no answer, the page says so (422). All answered: on to checking.
    """
    here = walk(request, division, code)
    sent = here.version.questions_by_key.get(request.GET.get(ASKED, ""))
    if sent is not None and sent in here.questions and sent.key not in here.told.given:
        return _shown(request, here, sent)
    if here.told.wrong:
        return _shown(request, here, here.version.questions_by_key[next(iter(here.told.wrong))])
    if ASKED in request.GET or here.waiting is None:
        return redirect(here.onward())
    return _shown(request, here, here.waiting)


@require_safe
@errors.in_words
def question(request: HttpRequest, division: str, code: str, key: str) -> HttpResponse:
    """One question again, to change its answer; what it makes needless goes with the next page."""
    here = walk(request, division, code)
    found = here.version.questions_by_key.get(key)
    if found is None:
        raise Http404
    if found not in here.questions:
        return redirect(here.onward())
    return _shown(request, here, found)


@require_safe
@errors.in_words
def check(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """All answers with a way to change each."""
    here = walk(request, division, code)
    if here.told.wrong or here.waiting is not None:
        return redirect(f"{here.url().partition('?')[0]}?{request.GET.urlencode()}")
    context = {**_place(here), "lines": lines(here), "list_url": here.url("guide-list")}
    return render(request, "web/guide/check.html", context)


def lines(here: Walk) -> list[Line]:
    """The answers in words; each leads to its question."""
    return [
        Line(
            one.key,
            one.text,
            said(one, here.told.given[one.key]),
            url=here.url("guide-question", key=one.key),
        )
        for one in here.questions
        if one.key in here.told.given
    ]


def said(asked: Question, value: object) -> str:
    """An answer as a person reads it."""
    if asked.type == "choices" and not value:
        return _("都不选")
    return in_words(asked, value)


def control_of(here: Walk, asked: Question) -> Control:
    """The question with the answer there is, or with what is written there instead of one."""
    wrong = here.told.wrong
    raw = wrong.get(asked.key) if asked.type == "integer" else None
    control = question_control(
        asked, {asked.key: raw, **here.told.given} if raw else here.told.given, (), decides=False
    )
    return replace(control, was="")


def _shown(request: HttpRequest, here: Walk, asked: Question) -> HttpResponse:
    problem = _problem(request, here, asked)
    control = replace(control_of(here, asked), errors=(problem,) if problem else ())
    before = here.before(asked)
    context = {
        **_place(here),
        "control": control,
        "controls": [control],
        "problems": control.errors,
        "kept": [pair for pair in written(here.told) if pair[0] != asked.key],
        "number": here.number(asked),
        "rest": here.at_most_after(asked),
        "action": here.url().partition("?")[0],
        "back_to": here.url("guide-question", key=before.key) if before else here.bundle_url(),
        "again": asked.key in here.told.given and here.waiting is None,
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "web/guide/question.html", context, status=status)


def _problem(request: HttpRequest, here: Walk, asked: Question) -> str:
    if (words := here.told.wrong.get(asked.key)) is not None:
        if asked.type == "integer":
            bounds = {"min": asked.min, "max": asked.max, "unit": str(asked.unit or "")}
            return _("请填写 %(min)d 到 %(max)d 之间的整数，不用写单位。") % bounds
        return _("“%(words)s”不是这个问题的答案，请重新选择。") % {"words": words}
    if request.GET.get(ASKED) == asked.key and asked.key not in here.told.given:
        if asked.type == "integer":
            return _("请填写一个数字。")
        return _("请选择一个答案。")
    return ""


def _place(here: Walk) -> dict[str, object]:
    return {"section": "search", "here": here, "version": here.version}
