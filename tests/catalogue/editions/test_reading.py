"""What somebody types is read without ever breaking, and told with its line."""

from __future__ import annotations

import pytest

from bundles.catalogue.editions import reading, sources
from bundles.catalogue.models import BundleVersion
from tests.catalogue.editions.conftest import CODE

pytestmark = pytest.mark.django_db


def test_the_words_of_a_version_give_that_version(in_force: BundleVersion) -> None:
    source = sources.source_of(in_force)
    assert source is not None
    seen = reading.proved(source.text, source.place, code=CODE, division=in_force.division)
    assert seen.findings == ()
    assert seen.version is not None
    assert seen.version.model_dump(mode="json") == in_force.document
    assert seen.coverage is not None


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        *("", "- a", "x", ":", "{", "\t", "a: &a [*a]", "[" * 5000, "a: !!python/object:os.x {}"),
        *(
            "\x07",
            "code: [1",
            "code: 1\ncode: 2",
            "based_on: ../../etc",
            "items: [{key: 2026-01-01}]",
        ),
        BOMB,
        BOMB.replace(", ", ","),
        *(
            f"gather_minutes: {value}"
            for value in ("9" * 5000, "2026-13-45", "!!bool x", "!!int x")
        ),
        'a: "\\U00110000"',
    ],
)
def test_nonsense_is_told_and_never_breaks(in_force: BundleVersion, text: str) -> None:
    seen = reading.checked(text, "", code=CODE, division=in_force.division)
    assert seen.findings
    assert all(one.problem for one in seen.findings)


def test_a_mistake_in_the_places_own_words_is_told_there(in_force: BundleVersion) -> None:
    source = sources.source_of(in_force)
    assert source is not None
    place = "values:\n  no_such_value: 3\n"
    seen = reading.checked(source.text, place, code=CODE, division=in_force.division)
    assert (seen.findings[0].file, seen.findings[0].line) == (reading.PLACE, 2)


@pytest.mark.parametrize("text", ['a: "\\0"', '"\\x00": 1', '[["\\u0000"]]'])
def test_a_word_no_database_takes_is_told_as_such(in_force: BundleVersion, text: str) -> None:
    (told,) = reading.checked(text, "", code=CODE, division=in_force.division).findings
    assert told.problem == "文件含有不能出现的字符。"


def test_references_without_blanks_between_them_are_counted_too(in_force: BundleVersion) -> None:
    text = "".join(BOMB.replace(", ", ",").splitlines(keepends=True)[:6])
    (told,) = reading.checked(text, "", code=CODE, division=in_force.division).findings
    assert told.remedy == "请把内容写全。"
