"""A provider's own page: take an order, say it is made, say it was brought."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bundles.issuance import services
from bundles.issuance.exceptions import IssuanceError, NoSuchOrder
from bundles.issuance.models import Order
from portal.accounts.actors import actor_of
from portal.console.gate import clerk_of
from portal.console.handover.provider.orders import order_lines, orders_of
from portal.console.pages.values import in_english


@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Every open order of the provider's own, and what was done last."""
    return _drawn(request)


@require_POST
def take(request: HttpRequest, order: int) -> HttpResponse:
    """Accept an order. No fields."""
    return _done(request, lambda: services.take_order(order, by=actor_of(request.user)), order)


@require_POST
def finish(request: HttpRequest, order: int) -> HttpResponse:
    """It is made. Fields: ``code``, once for each seal, in the order shown."""
    codes = [code[:20] for code in request.POST.getlist("code")[:20]]
    return _done(
        request,
        lambda: services.finish_order(order, codes=codes, by=actor_of(request.user)),
        order,
    )


@require_POST
def hand_in(request: HttpRequest, order: int) -> HttpResponse:
    """It was brought to the hall. No fields."""
    return _done(request, lambda: services.hand_in(order, by=actor_of(request.user)), order)


def _done(request: HttpRequest, verb: Callable[[], Order], order: int) -> HttpResponse:
    try:
        moved = verb()
    except NoSuchOrder as error:
        raise Http404 from error
    except IssuanceError as error:
        return _drawn(
            request, problem=str(error), about=order, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    told = _("订单 %(number)s：%(state)s。")
    messages.success(request, told % {"number": moved.number, "state": moved.state.label})
    return redirect("admin:provider")


def _drawn(
    request: HttpRequest, *, problem: str = "", about: int = 0, status: int = HTTPStatus.OK
) -> HttpResponse:
    officer = clerk_of(request)
    department = officer.department
    response = render(
        request,
        "console/handover/provider.html",
        {
            "title": _("刻章订单"),
            "maker": department.name_en if in_english() else department.name,
            "officer": officer,
            "lines": order_lines(orders_of(department.code)),
            "problem": problem,
            "about": about,
        },
        status=status,
    )
    response["Cache-Control"] = "private, no-store"
    return response
