"""One page of the form answers: shown, kept as it is typed, kept and gone on from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bundles.catalogue.answers import Problem
from portal.form.block_sheets import BlockSheet
from portal.form.controls import posted
from portal.form.keeping import storable
from portal.form.marks import Elsewhere, was_shown
from portal.form.named import people_named, taken_person
from portal.form.saving import labels, told
from portal.form.sheets import Sheet, Values
from portal.form.unsaved import typed_before
from portal.web.filling.drawing import draw, is_look
from portal.web.people import acting


def answer(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """``then``: ``look`` draws the page anew and keeps nothing; ``keep`` saves and answers JSON
    (``saved_at``, ``problems`` by field); ``take-…`` fills in a person named before; ``later``
    saves and goes back to the list. Anything else saves and goes on when the page is right, and
    shows it again with its mistakes (422) when not. Whatever is posted is kept.
    """
    if request.method != "POST":
        return _shown(request, sheet)
    typed = posted(sheet.fields, request.POST)
    then = request.POST.get("then", "")
    if is_look(request):
        return draw(request, sheet, sheet.canonical({**sheet.stored, **typed}), [])
    if then.startswith("take-") and isinstance(sheet, BlockSheet):
        people = people_named(sheet.work.version, sheet.work.submission)
        typed |= taken_person(sheet.block, then, people, sheet.open)
    after, seen = _keep(request, sheet, typed, request.POST)
    kept = storable(typed)
    values = {**after.stored, **{key: one for key, one in typed.items() if key not in kept}}
    problems = after.problems(values)
    if then == "keep":
        return JsonResponse(told(sheet, after, values, problems, seen))
    _say(request, after, seen)
    if then.startswith("take-"):
        return redirect(after.action or request.get_full_path())
    if then == "later":
        return redirect(after.overview())
    if problems:
        return draw(request, after, values, problems)
    if request.GET.get("back") == "review":
        return redirect(after.work.url("review"))
    return redirect(after.onward())


def _shown(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The page; what was typed into an ended session is put in place first."""
    if (post := typed_before(request, sheet.work.submission, sheet.row_id)) is not None:
        sheet, seen = _keep(request, sheet, posted(sheet.fields, post), post)
        _say(request, sheet, seen)
        messages.success(request, _("登录过期前填写的内容已经保存，没有丢失。"))
    values = sheet.stored
    return draw(request, sheet, values, _worth_telling(request, sheet, values))


def _worth_telling(request: HttpRequest, sheet: Sheet, values: Values) -> list[Problem]:
    """Of a page only looked at: what is wrong, not yet what is missing, unless it is asked for."""
    if "back" in request.GET:
        return sheet.problems(values)
    seen = {f"{sheet.path}.{key}" for key, value in values.items() if value not in ("", None, [])}
    return [one for one in sheet.problems(values) if one.path in seen]


def _keep(
    request: HttpRequest, sheet: Sheet, typed: Values, post: QueryDict
) -> tuple[Sheet, Elsewhere]:
    by = acting(request, sheet.work.submission)
    return sheet.keep(typed, was_shown(post, sheet.fields), by=by)


def _say(request: HttpRequest, sheet: Sheet, seen: Elsewhere) -> None:
    """Names of fields only: a message may travel in a cookie."""
    if seen.newer:
        template = _("%(fields)s刚刚在另一个页面或设备上改过，已保留那边的新内容。")
        messages.info(request, template % {"fields": _named(sheet, seen.newer)})
    if seen.replaced:
        template = _("%(fields)s刚刚在另一个页面或设备上也改过，现在以您这次填写的为准。")
        messages.warning(request, template % {"fields": _named(sheet, seen.replaced)})


def _named(sheet: Sheet, keys: Mapping[str, Any]) -> str:
    return _("、").join(f"“{label}”" for label in labels(sheet, keys))
