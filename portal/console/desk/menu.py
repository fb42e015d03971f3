"""The menu of whoever is at the keyboard: of ``look.NAVIGATION`` what their roles open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from departments.models import OfficerRole
from portal.console.gate import holds
from portal.console.look import NAVIGATION

_R = OfficerRole
SHOWN_TO: Final[Mapping[str, tuple[OfficerRole, ...]]] = {
    "window": (_R.WINDOW,),
    "counter": (_R.WINDOW, _R.HELPER),
    "desk": (_R.WINDOW, _R.HELPER, _R.SUPERVISOR),
    "library": (_R.WINDOW, _R.HELPER, _R.SUPERVISOR, _R.SYSTEM),
    "head": (_R.HEAD,),
    "supervision": (_R.HEAD, _R.SUPERVISOR),
    "workshop": (_R.HEAD, _R.SUPERVISOR, _R.SYSTEM),
    "system": (_R.SYSTEM,),
    "security": (_R.SECURITY,),
    "audit": (_R.AUDIT,),
}
"""Behind ``to`` of an entry: settings read ``look``, where no model can be named."""


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of entries, none empty; ``active`` is the page one is on.

    Unfold would ask each entry for its permission and its place anew: a quarter of a page's time.
    """
    shown = {to for to, roles in SHOWN_TO.items() if holds(request, *roles)}
    home = reverse("admin:index")
    found = []
    for group in NAVIGATION:
        items = [_entry(one, request.path, home) for one in group["items"] if one["to"] in shown]
        if items:
            found.append(group | {"items": items, "active": any(one["active"] for one in items)})
    return found


def _entry(item: Mapping[str, Any], path: str, home: str) -> dict[str, Any]:
    link = str(item["link"])
    active = path == home if link == home else path.startswith(link)
    return {**item, "link": link, "active": active}
