"""Addresses of the console: our own pages first, then the library's read-only lists."""

from __future__ import annotations

from django.urls import URLPattern, include, path
from django.views.i18n import set_language

from portal.console.acceptance import urls as acceptance
from portal.console.desk import urls as desk
from portal.console.halls import urls as halls
from portal.console.handover import urls as handover
from portal.console.intake import urls as intake
from portal.console.offline import urls as offline
from portal.console.originals import urls as originals
from portal.console.people import urls as people
from portal.console.reception import urls as reception
from portal.console.site import console
from portal.console.supervision import urls as supervision
from portal.console.workshop import urls as workshop

pages: list[URLPattern] = []

for room in (
    desk,
    intake,
    originals,
    offline,
    acceptance,
    reception,
    halls,
    handover,
    people,
    supervision,
    workshop,
):
    pages += room.pages

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("", include(([*pages, *console.get_urls()], "admin"), namespace=console.name)),
]
