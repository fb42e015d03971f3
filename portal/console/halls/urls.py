"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.console import addresses  # noqa: F401 — names the converters
from portal.console.halls import home, lists, look_in
from portal.console.site import let_in

LIST = "halls/lists/<case_number:number>/"

pages: list[URLPattern] = [
    path("halls/", let_in(home.home), name="halls"),
    path("halls/lists/", let_in(home.begin), name="transfer_begin"),
    path(LIST, let_in(lists.show), name="transfer_list"),
    path(f"{LIST}scan/", let_in(lists.scan), name="transfer_scan"),
    path(f"{LIST}bags/<int:bag>/off/", let_in(lists.take_off), name="transfer_off"),
    path(f"{LIST}send/", let_in(lists.send_off), name="transfer_send"),
    path(f"{LIST}finish/", let_in(lists.finish), name="transfer_finish"),
    path("halls/lists/<case_number:number>.pdf", let_in(lists.paper), name="transfer_paper"),
    path("halls/look-in/", let_in(look_in.ask), name="look_in"),
    path("halls/look-in/<case_number:number>/", let_in(look_in.case), name="look_in_case"),
    path("cases/<case_number:number>/forward/", let_in(home.forward), name="forward"),
]
