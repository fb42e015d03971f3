"""The layout of the form is proved like the rest: nothing twice, nothing nowhere (lint/pages)."""

from typing import Any

import pytest

from bundles.catalogue.definition import Block, Version
from bundles.catalogue.lint import pages
from tests.catalogue import library


@pytest.fixture
def version(departments: None) -> Version:
    return library.assembled()


def with_block(version: Version, key: str, **changed: Any) -> Version:
    def put(block: Block) -> Block:
        return block.model_copy(update=changed) if block.key == key else block

    return version.model_copy(update={"blocks": tuple(put(block) for block in version.blocks)})


def found(version: Version) -> list[str]:
    return [".".join(map(str, one.place)) for one in pages.inspect(version)]


def test_the_house_bundle_is_laid_out_well(version: Version) -> None:
    assert found(version) == []
    assert {block.key for block in version.blocks if block.pages} >= {"tax", "shareholders"}


def test_a_field_on_no_page_or_in_another_order_is_found(version: Version) -> None:
    block = version.block("tax")
    assert "blocks.11.pages" in found(with_block(version, "tax", pages=block.pages[1:]))
    assert "blocks.11.pages" in found(with_block(version, "tax", pages=block.pages[::-1]))


def test_a_block_in_no_chapter_is_found(version: Version) -> None:
    spoiled = version.model_copy(update={"chapters": version.chapters[1:]})
    assert "blocks.0.key" in found(spoiled)


def test_a_list_and_an_answer_of_will_are_never_filled_in(version: Version) -> None:
    for key in ("staff", "insurance"):
        block = version.block(key)
        fields = tuple(one.model_copy(update={"prefill": ("earlier",)}) for one in block.fields)
        assert any(
            place.endswith("prefill") for place in found(with_block(version, key, fields=fields))
        )


def test_a_sum_over_no_figure_is_found(version: Version) -> None:
    repeat = version.block("shareholders").repeat
    assert repeat is not None
    assert repeat.sum is not None
    wrong = repeat.model_copy(update={"sum": repeat.sum.model_copy(update={"field": "name"})})
    assert "blocks.6.repeat.sum.field" in found(with_block(version, "shareholders", repeat=wrong))


def test_a_first_value_comes_from_further_up_in_the_form_and_no_list(version: Version) -> None:
    block = version.block("seals")
    for name in ("delivery.way", "shareholders.name", "legal_representative.shoe_size"):
        wrong = {"prefill": (f"form.{name}",)}
        fields = tuple(one.model_copy(update=wrong) for one in block.fields)
        places = found(with_block(version, "seals", fields=fields))
        assert any(place.endswith("prefill") for place in places), name
    assert not [place for place in found(version) if place.endswith("prefill")]
