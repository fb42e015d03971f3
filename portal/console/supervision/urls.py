"""Addresses of this room: how the hall does, and what is behind each figure."""

from __future__ import annotations

from django.urls import URLPattern, path

from departments.models import OfficerRole
from portal.console.site import let_in
from portal.console.supervision.listed import listed
from portal.console.supervision.page import supervision

LEADING = (OfficerRole.HEAD, OfficerRole.SUPERVISOR)

pages: list[URLPattern] = [
    path("supervision/", let_in(supervision, *LEADING), name="supervision"),
    path("supervision/<slug:figure>/", let_in(listed, *LEADING), name="supervision_list"),
]
