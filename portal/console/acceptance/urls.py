"""Addresses of this room: one case, and what the window does with it."""

from __future__ import annotations

from django.urls import URLPattern, path

from departments.models import OfficerRole
from portal.console import addresses  # noqa: F401 — names the converters
from portal.console.acceptance.accept import accept
from portal.console.acceptance.assign import hand_on, put_back, take
from portal.console.acceptance.handed_file import material
from portal.console.acceptance.keeping import keeps_said
from portal.console.acceptance.later import take_in_later
from portal.console.acceptance.live import live
from portal.console.acceptance.paper import paper
from portal.console.acceptance.refuse import refuse
from portal.console.acceptance.return_for_correction import return_for_correction
from portal.console.acceptance.show import show, unmask
from portal.console.acceptance.supervise import notice_file, notice_file_page, second_notice
from portal.console.site import let_in

CASE = "cases/<case_number:number>/"
NOTICE = "second-notices/<int:notice_id>/"

pages: list[URLPattern] = [
    path(CASE, let_in(show), name="case"),
    path(f"{CASE}unmask/", let_in(unmask), name="unmask"),
    path(f"{CASE}take/", let_in(take), name="take"),
    path(f"{CASE}hand-on/", let_in(hand_on), name="hand_on"),
    path(f"{CASE}put-back/", let_in(put_back), name="put_back"),
    path(f"{CASE}accept/", keeps_said(let_in(accept)), name="accept"),
    path(f"{CASE}return/", keeps_said(let_in(return_for_correction)), name="return"),
    path(f"{CASE}refuse/", keeps_said(let_in(refuse), back_to="admin:refuse"), name="refuse"),
    path(f"{CASE}later/", let_in(take_in_later), name="take_in_later"),
    path(f"{CASE}progress/", let_in(live), name="progress"),
    path(f"{CASE}papers/<int:paper>.pdf", let_in(paper), name="paper"),
    path(f"{CASE}materials/<sha256:sha256>/", let_in(material), name="material"),
    path(
        NOTICE,
        let_in(second_notice, OfficerRole.SUPERVISOR),
        name="second_notice",
    ),
    path(
        f"{NOTICE}materials/<sha256:sha256>/",
        let_in(notice_file, OfficerRole.SUPERVISOR),
        name="notice_file",
    ),
    path(
        f"{NOTICE}materials/<sha256:sha256>/pages/<int:page_number>/",
        let_in(notice_file_page, OfficerRole.SUPERVISOR),
        name="notice_file_page",
    ),
]
