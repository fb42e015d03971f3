"""Another hall's case, for the person it is about: asked for with number, card and reason."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from redis.exceptions import RedisError

from bundles.casework.selectors.queues import of_hall
from bundles.reception.services.look_in import case_of_who_is_there, look_in, standing_look_in
from portal.accounts.actors import actor_of
from portal.accounts.disclosures import ReasonMissing, disclose, searched
from portal.accounts.models import User
from portal.console.acceptance.case import CasePage
from portal.console.gate import clerk_of, hall_of
from portal.console.halls.clocks import hall_name
from portal.console.site import page

MOST_WRONG: Final = 5
LOCKED_FOR: Final = 30 * 60  # seconds


class LookInForm(forms.Form):
    """What the person at the window shows, and why the clerk has to look."""

    number = forms.CharField(
        label=gettext_lazy("办件编号（完整）"),
        max_length=32,
        error_messages={"required": gettext_lazy("请填写完整的办件编号。")},
    )
    id_number = forms.CharField(
        label=gettext_lazy("来人身份证件号码（看原件填写）"),
        max_length=24,
        error_messages={"required": gettext_lazy("请填写来人身份证件号码。")},
    )
    reason = forms.CharField(
        label=gettext_lazy("查看理由"),
        max_length=500,
        error_messages={"required": gettext_lazy("请写明查看理由（至少 4 个字），系统会记录。")},
    )

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).strip().upper()


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Fields: ``number``, ``id_number``, ``reason``. Wrong number and wrong card sound the same."""
    form = LookInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        problem = _opened(request, form)
        if not problem:
            return redirect("admin:look_in_case", number=form.cleaned_data["number"])
        form.add_error(None, problem)
    context = {
        "title": _("查看其他大厅的办件"),
        "content_title": _("查看其他大厅的办件"),
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return page(request, "console/halls/look_in.html", context, status=status)


def _opened(request: HttpRequest, form: LookInForm) -> str:
    """Open the case for this officer; why not, in words, or nothing."""
    number, officer = form.cleaned_data["number"], clerk_of(request)
    assert isinstance(request.user, User)
    try:
        wrong = int(cache.get(_key(officer.number), 0))
    except RedisError:  # nobody guesses uncounted
        return _("现在无法核对，请稍后再试。")
    if wrong >= MOST_WRONG:
        return _("连续填错 5 次，请 30 分钟后再试，或请来人到办理大厅查询。")
    if of_hall(hall_of(request).code).filter(number=number).exists():
        return _("这是本大厅的办件，直接按编号查找就可以打开。")
    submission = case_of_who_is_there(number, id_number=form.cleaned_data["id_number"])
    if submission is None:
        try:
            _looked_for_in_vain(request.user, form)
        except ReasonMissing as error:
            return str(error.message)
        cache.add(_key(officer.number), 0, LOCKED_FOR)
        cache.incr(_key(officer.number))
        return _("编号和身份证件对不上。请核对受理通知书上的编号和来人证件原件。")
    try:
        disclose(
            request.user,
            kind="submission",
            subject_id=number,
            what="look_in",
            reason=form.cleaned_data["reason"],
        )
    except ReasonMissing as error:
        return str(error.message)
    cache.delete(_key(officer.number))
    look_in(submission, by=actor_of(request.user))
    return ""


def _looked_for_in_vain(user: User, form: LookInForm) -> None:
    """A search for a person, too: written down with its reason. Raises ``ReasonMissing``."""
    given = form.cleaned_data
    searched(user, by="id_number", typed=given["id_number"], found=0, reason=given["reason"])


@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """How far the case has come, masked, for half an hour and this officer; else 404."""
    standing = standing_look_in(number, officer=clerk_of(request).number)
    if standing is None:
        raise Http404
    context = {
        "title": _("其他大厅的办件"),
        "content_title": number,
        "submission": standing.submission,
        "case": CasePage(standing.submission),
        "hall_name": hall_name(standing.submission.hall),
        "until": standing.expires_at,
    }
    return page(request, "console/halls/look_in_case.html", context)


def _key(officer: str) -> str:
    return f"look-in-wrong-{officer}"
