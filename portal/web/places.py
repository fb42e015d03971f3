"""The place somebody looks at: named in the address, or remembered from before."""

from __future__ import annotations

from django.http import HttpRequest

from departments import places
from departments.places import Place
from portal.web.remembering import PLACE_COOKIE

COUNTRY = 1
EVERYWHERE = "100000000000"
"""Choosing the whole country is choosing no place."""


def chosen_place(request: HttpRequest) -> Place | None:
    """``?division=`` first, so that addresses can be shared; None is everywhere."""
    code = request.GET.get("division") or request.COOKIES.get(PLACE_COOKIE, "")
    place = places.place(code)
    return place if place is not None and place.level > COUNTRY else None
