"""Addresses of this room."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from departments.models import OfficerRole
from portal.console.desk.home import desk
from portal.console.desk.lists import queue_list
from portal.console.desk.retry import retry
from portal.console.desk.search import search
from portal.console.gate import ENTERING
from portal.console.site import let_in

WHO_ENTERS: Final = tuple(OfficerRole(role) for role in ENTERING)

pages: list[URLPattern] = [
    path("", let_in(desk, *WHO_ENTERS), name="index"),
    path("queues/<slug:queue>/", let_in(queue_list), name="queue"),
    path("cases/", let_in(search), name="search_cases"),
    path("problems/<int:step_id>/retry/", let_in(retry), name="retry"),
]
