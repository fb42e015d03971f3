"""What no page of ours sends: told in words, kept nowhere, and never a 500."""

from __future__ import annotations

from bundles.casework.models import Submission
from portal.accounts.models import StaffEvent
from tests import cases
from tests.console.seats import ULGAI_HEAD, Seat


def test_a_button_goes_back_only_to_an_address_of_ours(batu: Seat) -> None:
    for elsewhere in ("a\0b", "x", "//evil.example/", "https://evil.example/", "/\\evil.example"):
        answer = batu.post("reception/leave/", next=elsewhere)
        assert (answer.status_code, answer.url) == (302, "/console/reception/")
    assert batu.post("reception/leave/", next="/console/").url == "/console/"


def test_nobody_bears_a_number_with_what_cannot_be_stored(batu: Seat, filed: Submission) -> None:
    assert batu.verb(filed, "hand-on", to="WLG\0").status_code == 422
    assert batu.post("halls/lists/", hall="dl\0").status_code == 404
    assert cases.fresh(filed).clerk == ""


def test_what_an_export_was_limited_to_names_nobody(library: None) -> None:
    auditor, card = Seat("WLG-ZW-08"), "152531199003072518"
    for typed in (card, "A\0", "9" * 5000):
        answer = auditor.post("audit/ledger/export/", number=typed, since="9999-12-31")
        assert answer.status_code == 200
    kept = str(list(StaffEvent.objects.filter(kind="exported").values_list("detail", flat=True)))
    assert card not in kept


def test_a_month_or_a_week_that_never_comes_is_this_one(library: None) -> None:
    head = Seat(ULGAI_HEAD)
    for month in ("9999-12", "0001-01", "2026-13"):
        assert head.get("handover/subsidies/", month=month).status_code == 200
        assert head.get("reception/week/", monday=f"{month}-31").status_code == 200
