"""Drawing a page of controls, and taking back what was typed into it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bundles.catalogue.answers import Problem
from bundles.catalogue.conditions import members
from bundles.catalogue.definition import Block
from portal.web.form.controls import Control, field_control
from portal.web.form.keeping import fields_beside, kept_row
from portal.web.form.pages import Work

UNPROCESSABLE = 422


def is_look(request: HttpRequest) -> bool:
    """Whether the page is only to be drawn anew, because an answer shows or hides others."""
    return request.method == "POST" and request.POST.get("then") == "look"


def taken(
    work: Work, block: Block, stored: dict[str, Any], typed: dict[str, Any]
) -> dict[str, Any]:
    """What is kept of a post: all of it, or beside the stored values only what was asked for."""
    if len(work.editing.fields(block)) == len(block.fields):
        return kept_row(work.version, work.answers, block, typed)
    whole = kept_row(work.version, work.answers, block, {**stored, **typed})
    return {**stored, **{key: whole[key] for key in typed if key in whole}}


def block_controls(
    work: Work, block: Block, row: dict[str, Any], problems: list[Problem], *, path: str
) -> list[Control]:
    open_here = {field.key for field in work.editing.fields(block)}
    deciding = frozenset().union(*(members(field.when, "row") for field in block.fields))
    return [
        field_control(
            field,
            row,
            problems,
            path=path,
            asked=work.editing.reasons(f"field:{block.key}.{field.key}"),
            decides=field.key in deciding,
        )
        for field in fields_beside(work.version, work.answers, block, row)
        if field.key in open_here
    ]


def draw(
    request: HttpRequest,
    work: Work,
    key: str,
    controls: list[Control],
    problems: list[Problem],
    **more: Any,
) -> HttpResponse:
    """The page; problems of no control (rules of the block) stand above all controls.

    422 when the post had mistakes: it was kept all the same.
    """
    beside = {message for control in controls for message in control.errors}
    context = {
        "section": "cases",
        "work": work,
        "key": key,
        "controls": controls,
        "problems": problems,
        "loose": [str(one.message) for one in problems if str(one.message) not in beside],
        "asked": work.editing.block_reasons(key),
        **more,
    }
    part = is_look(request) and bool(getattr(request, "htmx", False))
    wrong = request.method == "POST" and bool(problems)
    template = "web/controls.html" if part else "web/page.html"
    return render(request, template, context, status=UNPROCESSABLE if wrong else 200)
