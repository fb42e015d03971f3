"""What the one search field takes a text for."""

import pytest
from django.conf import settings

from portal.console.desk.asked import LONGEST, Asked, Kind, asked

ID = "152531199003072518"
CASE = "YJS152571202600000017"
ITEM = "1525710000001152571202611230000000000000017"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (CASE, Kind.NUMBER, CASE),
        (f"  {CASE.lower()}\r\n", Kind.NUMBER, CASE),
        (ITEM, Kind.NUMBER, ITEM),
        ("ＹＪＳ１５２５７１", Kind.NUMBER, "YJS152571"),
        ("0017", Kind.NUMBER, "0017"),
        ("市监-2026/18", Kind.NAME, "市监-2026/18"),
        ("138 4791 2345", Kind.PHONE, "13847912345"),
        ("0479-3351234", Kind.PHONE, "0479-3351234"),
        ("152531 19900307 2518", Kind.IDENTITY, ID),
        ("张敏", Kind.NAME, "张敏"),
        ("阿古拉·巴特尔", Kind.NAME, "阿古拉·巴特尔"),
        ("Tom Brown", Kind.NAME, "Tom Brown"),
        ("张", Kind.NOTHING, ""),
        ("", Kind.NOTHING, ""),
        ("\0", Kind.NOTHING, ""),
        ("https://example.org/win", Kind.NOTHING, ""),
        ("https://[", Kind.NOTHING, ""),
        (f"{settings.SITE_URL}/V/AAAA", Kind.NOTHING, ""),
    ],
)
def test_a_text_says_what_it_is(text: str, kind: Kind, value: str) -> None:
    found = asked(text)
    assert (found.kind, found.value) == (kind, value)
    assert found.personal is (kind in {Kind.PHONE, Kind.IDENTITY, Kind.NAME})


def test_the_addresses_of_our_codes_say_their_number() -> None:
    for path in (f"/progress/?number={CASE}", f"/verify/?number={CASE.lower()}&code=1234"):
        assert asked(settings.SITE_URL + path) == Asked(Kind.NUMBER, CASE, scanned=True)


def test_an_endless_text_is_cut_and_never_raises() -> None:
    assert len(asked("张" * 3 * LONGEST).value) == LONGEST


@pytest.mark.parametrize("number", ["A%001", "%00", "A1%20", "A1%0A2"])
def test_an_address_with_what_is_no_number_says_nothing(number: str) -> None:
    assert asked(f"https://example.test/progress?number={number}").value in ("", "A1")
