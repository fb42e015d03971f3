"""The system administrator's pages: whether all parts work, what data is there, who works here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrPromise

from bundles.casework.models import MachineStep, Submission
from bundles.catalogue.models import BundleVersion
from departments.models import (
    CalendarYear,
    Department,
    Hall,
    Officer,
    OfficerRole,
    ServiceItem,
    Window,
)
from portal.accounts.disclosures import ReasonMissing
from portal.accounts.models import User
from portal.accounts.staff import accounts
from portal.accounts.staff.exceptions import StaffError
from portal.console.gate import hall_of
from portal.console.pages.words import step_name
from portal.console.people.staff import PER_PAGE
from portal.console.site import page
from portal.health import CHECKS, answer

PARTS: Final[Mapping[str, StrPromise]] = {
    "database": gettext_lazy("数据库"),
    "broker": gettext_lazy("消息队列"),
    "worker": gettext_lazy("后台程序"),
}
MOST_PROBLEMS: Final = 50


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """Health, data and what has got stuck, by code and number only."""
    hall = hall_of(request)
    stuck = MachineStep.objects.filter(stalled_at__isnull=False, submission__hall=hall)
    context = {
        "title": _("系统状态"),
        "parts": [(str(PARTS[name]), answer(check)) for name, check in CHECKS.items()],
        "facts": _facts(hall),
        "years": CalendarYear.objects.order_by("-year")[:3],
        "this_year": timezone.localdate().year,
        "problems": [
            {
                "number": step.submission.number or "",
                "step": step_name(step.name),
                "failures": step.failures,
                "since": step.stalled_at,
                "owner": step.owner,
            }
            for step in stuck.select_related("submission").order_by("stalled_at")[:MOST_PROBLEMS]
        ],
    }
    return page(request, "console/people/system.html", context)


def _facts(hall: Hall) -> list[tuple[str, int]]:
    """How much of each kind of data this hall has."""
    here = Department.objects.filter(division=hall.division_id)
    return [
        (_("部门"), here.count()),
        (_("在岗工作人员"), Officer.objects.filter(hall=hall, is_active=True).count()),
        (_("窗口"), Window.objects.filter(hall=hall).count()),
        (_("政务服务事项"), ServiceItem.objects.filter(decided_by__in=here).count()),
        (_("一件事版本"), BundleVersion.objects.filter(division=hall.division_id).count()),
    ]


@require_safe
def officers(request: HttpRequest) -> HttpResponse:
    """Everybody of this hall, and whether they are on duty."""
    return _officers_page(request)


class _Verb:
    def __init__(self, does: Callable[..., Officer], told: StrPromise) -> None:
        self.does, self.told = does, told


VERBS: Final[Mapping[str, _Verb]] = {
    "leave": _Verb(accounts.leave, gettext_lazy("已登记离岗，账户已停用，登录会话已结束。")),
    "back": _Verb(accounts.come_back, gettext_lazy("已登记返岗。账户由安全管理员恢复。")),
}


@require_POST
def officer_verb(request: HttpRequest, officer: int, verb: str) -> HttpResponse:
    """Somebody leaves, or comes back."""
    if verb not in VERBS:
        raise Http404
    get_object_or_404(Officer, pk=officer, hall=hall_of(request))
    assert isinstance(request.user, User)
    try:
        VERBS[verb].does(officer, reason=request.POST.get("reason", ""), by=request.user)
    except (StaffError, ReasonMissing) as refused:
        wrong = str(getattr(refused, "message", refused))
        return _officers_page(request, wrong=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, str(VERBS[verb].told))
    return redirect("admin:officers")


def _officers_page(
    request: HttpRequest, *, wrong: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    wanted = " ".join(request.GET.get("q", "").replace("\0", "").split())[:40]
    found = Officer.objects.filter(hall=hall_of(request)).select_related("department")
    if wanted:
        found = found.filter(Q(number__icontains=wanted) | Q(name__contains=wanted))
    shown = Paginator(found.order_by("-is_active", "number"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "title": _("人员"),
        "wanted": wanted,
        "wrong": wrong,
        "page": shown,
        "lines": _lines(list(shown)),
    }
    return page(request, "console/people/officers.html", context, status=status)


def _lines(shown: list[Officer]) -> list[dict[str, Any]]:
    """With how many cases each has in hand: somebody has to put back those of who has left."""
    numbers = [officer.number for officer in shown]
    held = dict(
        Submission.objects.filter(clerk__in=numbers).values_list("clerk").annotate(Count("pk"))
    )
    return [
        {
            "officer": officer,
            "roles": "、".join(str(OfficerRole(role).label) for role in officer.roles),
            "held": held.get(officer.number, 0),
        }
        for officer in shown
    ]
