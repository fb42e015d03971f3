"""Addresses of this room: taking in, and putting right on the spot."""

from __future__ import annotations

from django.urls import URLPattern, path

from departments.models import OfficerRole
from portal.console import addresses  # noqa: F401 — names the converters
from portal.console.intake.ending import give_up, hand_in, mend, put_aside, take_up
from portal.console.intake.mirror import mirror_code, signing_code
from portal.console.intake.printing import application, label, receipt, receipt_paper
from portal.console.intake.saving import save, usual
from portal.console.intake.show import show
from portal.console.intake.signing import ask, renew, sign_here, sign_on_paper
from portal.console.intake.start import start
from portal.console.site import View, let_in
from portal.form.unsaved import keeps_typed

BESIDE = (OfficerRole.WINDOW, OfficerRole.HELPER)
"""Who may sit down beside an applicant: the clerks of the windows and the hall's helpers."""


def _beside(view: View) -> View:
    return let_in(view, *BESIDE)


def _kept(view: View) -> View:
    """What is posted by a session that has ended is there again after signing in."""
    return keeps_typed(let_in(view, *BESIDE), sign_in="admin:login", back_to="admin:intake_page")


CASE = "intake/<uuid:token>/"
FILED = "cases/<case_number:number>/"

pages: list[URLPattern] = [
    path("intake/", _beside(start), name="intake"),
    path(CASE, _beside(show), name="intake_page"),
    path(f"{CASE}form/<slug:block>/", _kept(save), name="intake_block"),
    path(f"{CASE}usual/", _beside(usual), name="intake_usual"),
    path(f"{CASE}mirror.svg", _beside(mirror_code), name="intake_mirror"),
    path(f"{CASE}ask/", _beside(ask), name="intake_ask"),
    path(f"{CASE}sign/<int:number>/", _beside(sign_here), name="intake_sign"),
    path(f"{CASE}sign/<int:number>/renew/", _beside(renew), name="intake_renew"),
    path(f"{CASE}sign/<int:number>/code.svg", _beside(signing_code), name="intake_code"),
    path(f"{CASE}application.pdf", _beside(application), name="intake_application"),
    path(f"{CASE}paper/", _beside(sign_on_paper), name="intake_paper"),
    path(f"{CASE}file/", _beside(hand_in), name="intake_file"),
    path(f"{CASE}aside/", _beside(put_aside), name="intake_aside"),
    path(f"{CASE}resume/", _beside(take_up), name="intake_resume"),
    path(f"{CASE}discard/", _beside(give_up), name="intake_discard"),
    path(f"{FILED}mend/", let_in(mend), name="mend"),
    path(f"{FILED}receipt/", _beside(receipt), name="receipt"),
    path(f"{FILED}receipt/<int:paper>.pdf", _beside(receipt_paper), name="receipt_paper"),
    path(f"{FILED}label.pdf", _beside(label), name="label"),
]
