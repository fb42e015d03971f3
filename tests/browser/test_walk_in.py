"""Somebody walks in at ten; before noon everything is signed for. And how much work that was."""

from __future__ import annotations

import sys
from datetime import date
from io import StringIO
from pathlib import Path

from portal.demo.browsing import Browser
from portal.demo.play import BESIDE, FIRST, LAST, Play
from portal.demo.seal_maker import SealMaker
from portal.demo.telling import Story
from tests.browser.conftest import CAMERA, Portal, Window
from tests.browser.desk_clerk import DeskClerk
from tests.browser.screen import DESK, PHONE, Screen
from tests.browser.walk_in import CARD, OwnCompany, walks_in
from tests.demo.checkout import manage

KIOSK = (1080, 1920)
PAIRING = """
from bundles.casework.actors import Actor
from bundles.reception.services import register_kiosk
from departments.models import Officer
head = Officer.objects.get(number="WLG-ZW-03")
print("word", register_kiosk(head.hall, "门口", by=Actor.for_officer(head))[1])
"""
MOST_KEYS, MOST_CLICKS = 360, 9
"""What taking in and handing over all six may cost a clerk: pinned, so that nobody adds to it
without noticing. Chinese counts as its pinyin and one key to choose."""


def test_a_walk_in_from_next_please_to_signed_for(
    portal: Portal, window: Window, pictures: Path
) -> None:
    company = walks_in(date.today())  # noqa: DTZ011
    clerk = DeskClerk(Screen(window.open(DESK, flags=CAMERA), pictures, "desk"))
    clerk.sits_down(portal.people.clerk)
    lay_the_card(window)
    number = take_a_ticket(portal, window, pictures)

    assert clerk.calls_the_next() == number
    clerk.takes_in(company)
    assert clerk.photographs() == 4
    phone = Screen(window.open(PHONE), pictures, "beside")
    signs_beside(phone, clerk.asks_to_sign())
    case_number = clerk.files()
    clerk.accepts()
    departments_decide(portal, company, case_number)
    clerk.notes_arrivals(case_number)
    clerk.hands_over(case_number)

    sys.stdout.write(f"\n{clerk.tally.table()}\n")
    assert clerk.tally.twice == []
    assert clerk.tally.keys.total() <= MOST_KEYS
    assert clerk.tally.clicks.total() <= MOST_CLICKS
    for screen in (clerk.screen, phone):
        screen.assert_untroubled()
    assert phone.too_wide == []


def take_a_ticket(portal: Portal, window: Window, pictures: Path) -> str:
    """At the machine by the door, which the head of the hall has paired."""
    said = manage(portal.checkout, "shell", "-v", "0", "-c", PAIRING, seconds=60)
    word = said.stdout.rpartition("word ")[2].strip()
    assert word, said.stderr
    kiosk = Screen(window.open(KIOSK), None, "kiosk")
    kiosk.open(f"/kiosk/pair/{word}/")
    kiosk.follow(kiosk.page.locator("main form button").first)
    kiosk.page.screenshot(path=pictures / "kiosk.png")
    kiosk.follow(kiosk.page.locator('form[action$="/kiosk/take/"] button').first)
    kiosk.page.screenshot(path=pictures / "kiosk-ticket.png")
    return kiosk.page.locator(".slip-number").first.inner_text()


def lay_the_card(window: Window) -> None:
    """On the reader of this machine, which its stand-in plays."""
    reader = Screen(window.open(DESK), None, "reader")
    reader.open("/simulators/id-reader/")
    reader.press(f"放上{CARD.name}的身份证")


def signs_beside(phone: Screen, address: str) -> None:
    """On their own phone: reads everything, agrees line by line, signs."""
    phone.page.goto(address)
    phone.snap("checking")
    for one in phone.page.locator('input[name="agree"]').all():
        phone.hands.tick(one)
    phone.press("我核对过了，确认签字")
    assert "您已核对并签字" in phone.text
    phone.snap("signed")


def departments_decide(portal: Portal, company: OwnCompany, case_number: str) -> None:
    """From their own systems, all at the same time; the seals are brought by their maker."""
    story = Story(StringIO())
    play = Play(portal.base, company, portal.people, portal.people.clerk, story, look=lambda: None)
    play.played.case_number = case_number
    for keys in (FIRST, BESIDE, LAST):
        play.decide(keys)
    browser = Browser(portal.base, waiting=lambda: None)
    try:
        SealMaker(browser, story).make(portal.people.seal_maker)
    finally:
        browser.close()
