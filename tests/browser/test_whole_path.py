"""The same case as the demonstration's, by hand: telephone, desk, API page."""

from __future__ import annotations

import hashlib
from datetime import date
from io import StringIO
from pathlib import Path

from portal.demo.company import new_company
from portal.demo.people import new_applicant
from portal.demo.play import Play
from portal.demo.telling import Story
from tests.browser.api_page import ApiPage
from tests.browser.applicant import Founder
from tests.browser.clerk import WindowClerk
from tests.browser.conftest import Portal, Window
from tests.browser.screen import DESK, PHONE, Screen
from tests.browser.signatory import Signatory

REST = (("E2", "E3", "E4", "E5"), ("E6",))


def test_a_company_is_opened_by_hand(
    portal: Portal, window: Window, pictures: Path, tmp_path: Path
):
    company = new_company(date.today())  # noqa: DTZ011
    sign_in = new_applicant(company.founder.phone)
    founder = Founder(Screen(window.open(PHONE), pictures, "applicant"), company, tmp_path)
    clerk = WindowClerk(Screen(window.open(DESK), pictures, "clerk"))
    department = ApiPage(
        Screen(window.open(DESK), pictures, "department"), portal.people.keys["E1"]
    )

    founder.looks_around()
    founder.signs_up(sign_in, portal.texts)
    founder.begins()
    founder.fills_in()
    founder.hands_in_materials()
    for invited in founder.asks_for_signatures():
        screen = Screen(window.open(PHONE), pictures, "signatory")
        Signatory(screen, company.signatories[invited.number - 1]).signs(invited)
        screen.assert_untroubled()
        assert screen.too_wide == []
    case_number = founder.submits()
    assert founder.takes_the_receipt().startswith(b"%PDF-")

    clerk.signs_in(portal.people.clerk)
    clerk.accepts(case_number)

    department.opens()
    department.decides(case_number, company.result("E1"))
    founder.looks_at_the_case("case-in-review")
    others = Play(
        portal.base, company, portal.people, sign_in, Story(StringIO()), look=lambda: None
    )
    others.played.case_number = case_number
    for keys in REST:
        others.decide(keys)

    founder.awaits_results()
    founder.screen.snap("case-issued")
    clerk.hands_over(case_number, company.founder)
    clerk.looks_at_queues()
    founder.looks_at_the_case("case-closed")
    results = founder.collects()
    assert len({hashlib.sha256(one).hexdigest() for one in results.values()}) == 6
    founder.verifies(results["E1"], "licence.pdf")
    assert "核验通过：有效" in founder.screen.text
    founder.screen.snap("verified")

    for screen in (founder.screen, clerk.screen, department.screen):
        screen.assert_untroubled()
    assert founder.screen.too_wide == []
