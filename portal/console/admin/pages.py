"""Which of a table's pages exist, and for whom: the rest of Django's admin is not routed at all."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import HttpRequest
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from departments.models import OfficerRole
from portal.console.gate import holds, may_enter


def used(table: ModelAdmin[Any], *pages: str, written: tuple[str, ...] = ()) -> list[URLPattern]:
    """The addresses of these pages of a table: no history, no shortcuts, nothing nobody needs.

    Only the ``written`` ones take a form.
    """
    found = [one for one in ModelAdmin.get_urls(table) if _page(one) in (*pages, *written)]
    for one in found:
        if _page(one) not in written:
            one.callback = require_safe(one.callback)
    return found


def _page(address: URLPattern) -> str:
    return (address.name or "").rpartition("_")[2]


def looks_up(request: HttpRequest) -> bool:
    """Whether the reader works with the library: takes in, helps, supervises, runs the system."""
    return may_enter(request.user) and holds(
        request,
        OfficerRole.WINDOW,
        OfficerRole.HELPER,
        OfficerRole.SUPERVISOR,
        OfficerRole.SYSTEM,
    )


def keeps_calendar(request: HttpRequest) -> bool:
    """Heads of halls and the system administrator."""
    return may_enter(request.user) and holds(request, OfficerRole.HEAD, OfficerRole.SYSTEM)
