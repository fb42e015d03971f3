"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from departments.models import OfficerRole
from portal.console import addresses  # noqa: F401 — names the converters
from portal.console.originals import compared, files, material, scans
from portal.console.site import View, let_in

DRAFT = "intake/<uuid:token>/"
ONE = f"{DRAFT}materials/<slug:key>/"
PAGE = f"{ONE}pages/<uuid:scan>/"


def at_the_counter(view: View) -> View:
    """Window clerks take in, and so do those who go about to help."""
    return let_in(view, OfficerRole.WINDOW, OfficerRole.HELPER)


pages: list[URLPattern] = [
    path(f"{DRAFT}materials/", at_the_counter(material.all_materials), name="originals"),
    path(ONE, at_the_counter(material.material), name="original"),
    path(f"{ONE}make/", at_the_counter(material.make), name="original_make"),
    path(f"{ONE}compare/", at_the_counter(material.compare), name="original_compare"),
    path(f"{ONE}scans/", at_the_counter(scans.take_scans), name="original_scans"),
    path(
        f"{ONE}files/<int:handed>/remove/", at_the_counter(material.remove), name="original_remove"
    ),
    path(PAGE, at_the_counter(material.change_page), name="original_page"),
    path(f"{PAGE}small/", at_the_counter(files.small_page), name="original_page_small"),
    path(f"{PAGE}whole/", at_the_counter(files.whole_page), name="original_page_whole"),
    path(f"{DRAFT}files/<int:handed>/", at_the_counter(files.file), name="original_file"),
    path(
        f"{DRAFT}files/<int:handed>/pages/<int:number>/",
        at_the_counter(files.file_page),
        name="original_file_page",
    ),
    path(
        f"{DRAFT}files/<int:handed>/small/", at_the_counter(files.small_file), name="original_small"
    ),
    path(f"{DRAFT}scans/<slug:scan>/small/", at_the_counter(scans.small_scan), name="scan_small"),
    path(
        "cases/<case_number:number>/originals/<slug:key>/compare/",
        let_in(compared.compare),
        name="case_compare",
    ),
    path(
        "cases/<case_number:number>/materials/<sha256:sha256>/pages/<int:page_number>/",
        let_in(files.case_page_picture),
        name="material_page",
    ),
]
