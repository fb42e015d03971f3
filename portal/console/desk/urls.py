"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.console.desk.home import desk
from portal.console.desk.lists import queue_list
from portal.console.desk.retry import retry
from portal.console.desk.search import search
from portal.console.site import let_in

pages: list[URLPattern] = [
    path("", let_in(desk), name="index"),
    path("queues/<slug:queue>/", let_in(queue_list), name="queue"),
    path("cases/", let_in(search), name="search_cases"),
    path("problems/<int:step_id>/retry/", let_in(retry), name="retry"),
]
