"""Everything the catalogue says, it says in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.utils import translation

from bundles import catalogue
from bundles.catalogue.answers import check
from bundles.catalogue.definition import Version

HOUSE = Path(catalogue.__file__).parent
CHINESE = re.compile("[㐀-鿿]")


def test_every_message_has_its_english() -> None:
    with (HOUSE.parent.parent / "locale/en/LC_MESSAGES/django.po").open("rb") as source:
        english = {message.id: message.string for message in read_po(source) if message.id}
    said = {
        found[2] for found in extract_from_dir(HOUSE, [("**.py", "python")], keywords={"_": None})
    }
    assert len(said) > 80
    assert said <= english.keys()
    for chinese in said:
        words = english[chinese]
        assert words
        assert not CHINESE.search(words)
        assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", words)), chinese


@pytest.mark.parametrize(
    ("block", "values"),
    [
        ("liaison", {"name": 3, "id_number": "1", "phone": "2", "email": "x", "more": "y"}),
        ("capital", {"amount": "many"}),
        ("shareholders", []),
        ("company_type", "one"),
    ],
)
def test_no_chinese_is_left_over_in_the_english_problems(
    company: Version, answers: dict[str, Any], block: str, values: Any
) -> None:
    answers["blocks"][block] = values
    own = [one for one in check(company, answers).problems if one.code not in OF_OTHERS]
    assert own
    with translation.override("en"):
        assert not [str(one.message) for one in own if CHINESE.search(str(one.message))]


OF_OTHERS = {"resident_id", "uscc", "phone"}
"""The validators of identities translate their own messages."""


def walk(node: Any) -> list[dict[str, str]]:
    if isinstance(node, dict):
        if node.keys() == {"zh", "en"}:
            return [node]
        return [text for value in node.values() for text in walk(value)]
    return [text for value in node for text in walk(value)] if isinstance(node, list) else []


def test_every_text_of_the_bundle_is_in_both_languages(company: Version) -> None:
    texts = walk(company.model_dump(mode="json"))
    assert len(texts) > 300
    for text in texts:
        assert CHINESE.search(text["zh"]), text
        assert not CHINESE.search(text["en"]) or "乌拉盖" in text["en"], text
