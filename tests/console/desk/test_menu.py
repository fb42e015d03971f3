"""Everybody's menu: what they may open, nothing else, and no heading over nothing."""

import pytest
from bs4 import BeautifulSoup

from tests.console.seats import Seat

HOMES = {"WLG-ZW-06": "system/", "WLG-ZW-07": "accounts/", "WLG-ZW-08": "audit/"}


def menu(seat: Seat, address: str) -> BeautifulSoup:
    return BeautifulSoup(seat.get(address).content, "html.parser").select(".c-nav")[0]


@pytest.mark.parametrize(
    ("number", "address"),
    [("WLG-ZW-01", ""), ("WLG-ZW-03", ""), ("WLG-ZW-04", ""), ("WLG-ZW-05", ""), *HOMES.items()],
)
def test_every_entry_opens(library: None, number: str, address: str) -> None:
    seat = Seat(number)
    shown = menu(seat, address)
    addresses = [str(one["href"]) for one in shown("a")]
    assert addresses
    for one in addresses:
        assert seat.get(one.removeprefix("/console/")).status_code in {200, 302}, one
    for heading in shown("h2"):
        assert heading.find_next_sibling("ul").select("a")  # type: ignore[union-attr]


def test_no_two_entries_of_one_person_share_a_key(library: None) -> None:
    for number, address in {"WLG-ZW-03": "", "WLG-ZW-04": "", **HOMES}.items():
        keys = [one["data-go"] for one in menu(Seat(number), address).select("[data-go]")]
        assert len(keys) == len(set(keys)), (number, keys)


@pytest.mark.parametrize("number", HOMES)
def test_administrators_are_led_from_the_desk_to_their_own_page(library: None, number: str) -> None:
    assert Seat(number).get("")["Location"] == f"/console/{HOMES[number]}"
