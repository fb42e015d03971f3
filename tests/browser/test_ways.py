"""The whole path at both widths: by pointing, by the keyboard alone, and without any script."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from portal.demo.clerk import Clerk
from portal.demo.company import new_company
from portal.demo.people import new_applicant
from portal.demo.play import BESIDE, FIRST, LAST, Play
from portal.demo.telling import Story
from tests.browser.applicant import Founder
from tests.browser.conftest import Portal, Window
from tests.browser.hands import Keyboard, Pointing
from tests.browser.screen import DESK, PHONE, Screen
from tests.browser.signatory import Signatory

WAYS = {
    "pointing": (Pointing, True),
    "keyboard": (Keyboard, True),
    "no-script": (Pointing, False),
}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["375", "1440"])
@pytest.mark.parametrize("way", WAYS)
def test_a_company_is_opened_from_an_empty_form_to_six_results(
    portal: Portal, window: Window, tmp_path: Path, way: str, size: tuple[int, int]
):
    hands, scripts = WAYS[way]
    company = new_company(date.today())  # noqa: DTZ011
    sign_in = new_applicant(company.founder.phone)
    screens = [Screen(window.open(size, scripts=scripts), None, "applicant", hands)]
    founder = Founder(screens[0], company, tmp_path)

    founder.signs_up(sign_in, portal.texts)
    founder.begins()
    founder.fills_in()
    founder.hands_in_materials()
    for invited in founder.asks_for_signatures():
        screens.append(Screen(window.open(size, scripts=scripts), None, "signatory", hands))
        Signatory(screens[-1], company.signatories[invited.number - 1]).signs(invited)
    case_number = founder.submits()
    assert founder.takes_the_receipt().startswith(b"%PDF-")

    the_rest(portal, Play(portal.base, company, portal.people, sign_in, Story(StringIO()), quiet),
             case_number)  # fmt: skip
    founder.awaits_results()
    results = founder.collects()
    founder.verifies(results["E1"], "licence.pdf")
    assert "核验通过：有效" in founder.screen.text

    for screen in screens:
        screen.assert_untroubled()
        assert screen.too_wide == []


def the_rest(portal: Portal, play: Play, case_number: str) -> None:
    """The window and the departments, as the demonstration plays them."""
    play.played.case_number = case_number
    with play.browser() as desk:
        clerk = Clerk(desk, play.story)
        clerk.sign_in(portal.people.clerk)
        clerk.accept(case_number)
    for keys in (FIRST, BESIDE, LAST):
        play.decide(keys)


def quiet() -> None:
    """Nobody has ended the play."""
