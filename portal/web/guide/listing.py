"""The list for just this person, and beginning a case with the answers it stands on."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bundles.casework import services
from bundles.catalogue.form import QUESTIONS
from departments.models import Hall
from portal.web import errors
from portal.web.guide.pages import lines
from portal.web.guide.reading import read
from portal.web.guide.walk import walk
from portal.web.opening import office
from portal.web.people import acting, for_applicants
from portal.web.views.front import figures
from portal.web.views.start import begun


@require_safe
@never_cache
@errors.in_words
def listed(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """Items, materials, dates, cost, and where to go; with a question open, that question first."""
    here = walk(request, division, code)
    if here.told.wrong or here.waiting is not None:
        return redirect(f"{here.url().partition('?')[0]}?{request.GET.urlencode()}")
    plan = here.plan
    halls = list(Hall.objects.filter(division_id=division).order_by("code"))
    context = {
        "section": "search",
        "here": here,
        "version": here.version,
        "lines": lines(here),
        "figures": figures(plan),
        "offices": [office(hall) for hall in halls],
        "halls": halls,
        "token": uuid4(),
        "address": request.get_full_path(),
        "notice_url": here.url("guide-notice"),
        "what_if_url": here.url("guide-what-if"),
        "check_url": here.url("guide-check"),
        "start_url": here.url("guide-start"),
        **read(plan, here.names),
    }
    return render(request, "web/guide/list.html", context)


@require_http_methods(["GET", "POST"])
@for_applicants
def start(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """Post: as at the page of the bundle; the answers of the address are put into the new draft.

    A draft that has answers already keeps them: a page sent twice overwrites nothing.
    """
    here = walk(request, division, code)
    if request.method == "GET" or here.waiting is not None or here.told.wrong:
        return redirect(here.url("guide-list"))
    submission = begun(request, division, code)
    answers = dict(here.told.given)
    if answers:
        services.revise_answers(
            submission.pk,
            block=QUESTIONS,
            change=lambda stored: stored or answers,
            by=acting(request, submission),
        )
        messages.success(request, _("您在“我该怎么办”里的回答已经带过来，不用再答一遍。"))
    return redirect("web:tasks", token=submission.token)
