"""Drawing a page of controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bundles.catalogue.answers import Problem
from bundles.catalogue.form import QUESTIONS
from portal.form.fetched import looked_up_by
from portal.form.sheets import Sheet, held
from portal.form.unsaved import taken_out

UNPROCESSABLE = 422


def is_look(request: HttpRequest) -> bool:
    """Whether the page is only to be drawn anew, because an answer shows or hides others."""
    return request.method == "POST" and request.POST.get("then") == "look"


def draw(
    request: HttpRequest, sheet: Sheet, values: dict[str, Any], problems: Sequence[Problem]
) -> HttpResponse:
    """The page; problems of no control (rules of the block) stand above all controls.

    422 when the post had mistakes: it was kept all the same.
    """
    controls = sheet.controls(values, problems)
    beside = {f"{sheet.path}.{control.name}" for control in controls}
    number, count = sheet.place_in_steps()
    only = len(controls) == len(sheet.fields) == 1  # no other can come while it is answered
    single = controls[0] if only and controls[0].can_head else None
    context = {
        "section": "cases",
        "work": sheet.work,
        "sheet": sheet,
        "key": sheet.key,
        "title": sheet.title,
        "over": sheet.part if sheet.step and sheet.step.key else sheet.work.version.name,
        "help": sheet.help,
        "number": number,
        "count": count,
        "controls": controls,
        "asks_one": single is not None and str(single.label) == str(sheet.title),
        "picks": sheet.picks(values),
        "action": sheet.action,
        "row_id": sheet.row_id,
        "version": held(sheet),
        "problems": problems,
        "loose": [str(one.message) for one in problems if one.path not in beside],
        "asked": sheet.reasons(),
        "lookups": looked_up_by(sheet.work, sheet.key),
        "back_to": sheet.backward(),
        "undo": taken_out(request, sheet.work.submission) if sheet.key == QUESTIONS else None,
    }
    part = is_look(request) and bool(getattr(request, "htmx", False))
    wrong = request.method == "POST" and bool(problems)
    template = "web/controls.html" if part else "web/page.html"
    return render(request, template, context, status=UNPROCESSABLE if wrong else 200)
