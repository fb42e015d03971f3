"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.console import addresses  # noqa: F401 — names the converters
from portal.console.handover.views.hand_over import arrive, hand_over
from portal.console.site import let_in

CASE = "cases/<case_number:number>/"

pages: list[URLPattern] = [
    path(f"{CASE}hand-over/<int:sequence>/", let_in(hand_over), name="hand_over"),
    path(f"{CASE}results/<int:certificate>/arrive/", let_in(arrive), name="arrive"),
]
