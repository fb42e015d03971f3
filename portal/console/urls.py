"""Addresses of the console: our own pages first, then the library's read-only lists."""

from __future__ import annotations

from django.urls import include, path, register_converter
from django.views.i18n import set_language

from portal.console import addresses
from portal.console.acceptance import urls as acceptance
from portal.console.desk import urls as desk
from portal.console.halls import urls as halls
from portal.console.handover import urls as handover
from portal.console.intake import urls as intake
from portal.console.offline import urls as offline
from portal.console.originals import urls as originals
from portal.console.people import urls as people
from portal.console.reception import urls as reception
from portal.console.site import console, let_in
from portal.console.supervision import urls as supervision
from portal.console.views.accept import accept
from portal.console.views.hand_over import arrive, hand_over
from portal.console.views.material import material
from portal.console.views.paper import paper
from portal.console.views.refuse import refuse
from portal.console.views.return_for_correction import return_for_correction
from portal.console.views.show import show, unmask

register_converter(addresses.CaseNumber, "case_number")
register_converter(addresses.Sha256, "sha256")

CASE = "cases/<case_number:number>/"

pages = [
    path(CASE, let_in(show), name="case"),
    path(f"{CASE}unmask/", let_in(unmask), name="unmask"),
    path(f"{CASE}accept/", let_in(accept), name="accept"),
    path(f"{CASE}return/", let_in(return_for_correction), name="return"),
    path(f"{CASE}refuse/", let_in(refuse), name="refuse"),
    path(f"{CASE}hand-over/<int:sequence>/", let_in(hand_over), name="hand_over"),
    path(f"{CASE}results/<int:certificate>/arrive/", let_in(arrive), name="arrive"),
    path(f"{CASE}papers/<int:paper>.pdf", let_in(paper), name="paper"),
    path(f"{CASE}materials/<sha256:sha256>/", let_in(material), name="material"),
]

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
):
    pages += room.pages

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("", include(([*pages, *console.get_urls()], "admin"), namespace=console.name)),
]
