"""Addresses of this room: one case, and what the window does with it."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.console import addresses  # noqa: F401 — names the converters
from portal.console.acceptance.accept import accept
from portal.console.acceptance.handed_file import material
from portal.console.acceptance.paper import paper
from portal.console.acceptance.refuse import refuse
from portal.console.acceptance.return_for_correction import return_for_correction
from portal.console.acceptance.show import show, unmask
from portal.console.site import let_in

CASE = "cases/<case_number:number>/"

pages: list[URLPattern] = [
    path(CASE, let_in(show), name="case"),
    path(f"{CASE}unmask/", let_in(unmask), name="unmask"),
    path(f"{CASE}accept/", let_in(accept), name="accept"),
    path(f"{CASE}return/", let_in(return_for_correction), name="return"),
    path(f"{CASE}refuse/", let_in(refuse), name="refuse"),
    path(f"{CASE}papers/<int:paper>.pdf", let_in(paper), name="paper"),
    path(f"{CASE}materials/<sha256:sha256>/", let_in(material), name="material"),
]
