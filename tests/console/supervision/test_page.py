"""The supervision page: every figure is the list behind it, and nobody else's cases are in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.console.seats import XILINHOT, Seat, account, sign_in, text_of
from tests.console.supervision import ground
from tests.reception.floor import at


@pytest.fixture
def page(library: None) -> Iterator[tuple[Seat, BeautifulSoup]]:
    ground.numbers()
    ground.late_and_soon()
    ground.from_the_counter()
    ground.of_another_hall()
    with at(ground.NOON):
        seat = Seat("WLG-ZW-03")
        yield seat, soup_of(seat.get("supervision/"))


def soup_of(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def shown(soup: BeautifulSoup, ends: str) -> int:
    """The count on the link that leads to a list."""
    return int(str(soup.select_one(f'a[href$="{ends}"]')["data-count"]))  # type: ignore[index]


def test_every_figure_leads_to_as_many_as_it_says(page: tuple[Seat, BeautifulSoup]) -> None:
    seat, soup = page
    links = {str(one["href"]): int(str(one["data-count"])) for one in soup.select("a[data-count]")}
    assert len(links) > 25
    wrong = {}
    for address, count in links.items():
        behind = soup_of(seat.client.get(address)).select_one("[data-total]")
        assert behind is not None
        if int(str(behind["data-total"])) != count:
            wrong[address] = (count, behind["data-total"])
    assert wrong == {}


def test_the_figures_are_those_of_the_hall(page: tuple[Seat, BeautifulSoup]) -> None:
    _seat, soup = page
    assert shown(soup, "handed-in/?days=1") == 2
    assert shown(soup, "sent-back/?days=1") == 1
    assert shown(soup, "late/?days=1") == 2
    assert shown(soup, "due-soon/?days=1") == 1
    assert shown(soup, "/settled/?days=1") == 2
    assert shown(soup, "settled-late/?days=1") == 1
    assert shown(soup, "waiting/?days=1") == 2
    assert shown(soup, "/served/?days=1") == 11
    assert shown(soup, "handed-in/?days=1&hour=11&channel=counter") == 1


def test_waiting_and_serving_are_said_in_minutes(page: tuple[Seat, BeautifulSoup]) -> None:
    said = " ".join(page[1].get_text(" ").split())
    assert "等候 12 分钟" in said  # of 2, 4 … 24 the sixth
    assert "办理用时 10 分钟" in said


def test_every_picture_can_be_read_without_seeing_it(page: tuple[Seat, BeautifulSoup]) -> None:
    pictures = page[1].select("figure.v-chart")
    assert len(pictures) == 3
    for one in pictures:
        drawing, table = one.select_one("svg.v-picture"), one.select_one("table")
        assert drawing is not None
        assert table is not None
        for reference in str(drawing["aria-labelledby"]).split():
            found = one.find(id=reference)
            assert found is not None
            assert found.get_text(strip=True)
        assert len(table.select("tbody tr")) >= 1


def test_late_and_soon_differ_by_shape_not_only_colour(page: tuple[Seat, BeautifulSoup]) -> None:
    assert len(page[1].select("rect.v-bad")) == 2
    assert len(page[1].select("circle.v-soon")) == 1


def test_an_empty_hall_has_no_figures_and_no_errors(library: None) -> None:
    for days in ("1", "7", "30", "nonsense", "-1"):
        assert "运行情况" in text_of(Seat("WLG-ZW-03").get("supervision/", days=days))


def test_a_clerk_sees_neither_the_page_nor_a_list(batu: Seat, nobody: Seat) -> None:
    for address in ("supervision/", "supervision/late/"):
        assert batu.get(address).status_code == 403
        assert nobody.get(address).status_code == 302


def test_nonsense_in_an_address_is_an_empty_list_or_404(xiulan: Seat) -> None:
    assert xiulan.get("supervision/nonsense/").status_code == 404
    for query in (
        {"hour": "99"},
        {"hour": "x"},
        {"bundle": "\u2603"},
        {"channel": "x"},
        {"page": "x"},
    ):
        assert xiulan.get("supervision/handed-in/", **query).status_code == 200, query
    for figure in ("late", "called", "handed-over"):
        narrowed = {"hour": "9", "window": "1", "department": "x", "bundle": "y"}
        assert xiulan.get(f"supervision/{figure}/", **narrowed).status_code == 200


def test_another_halls_head_sees_none_of_it(page: tuple[Seat, BeautifulSoup]) -> None:
    elsewhere = Seat(None)
    user = account(XILINHOT)
    officer = user.officer
    assert officer is not None
    officer.roles = ["window", "head"]
    officer.save(update_fields=["roles"])
    sign_in(elsewhere.client, user)
    soup = soup_of(elsewhere.get("supervision/"))
    assert shown(soup, "handed-in/?days=1") == 1
    assert shown(soup, "waiting/?days=1") == 0


def test_it_asks_the_database_a_bounded_number_of_times(
    page: tuple[Seat, BeautifulSoup], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(34):
        page[0].get("supervision/")
