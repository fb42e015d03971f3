"""A bundle in layers: the shared part, its own file, its divisions' files; and whose line it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bundles.catalogue.layers import Laid, lay
from bundles.catalogue.reading import documents, open_bundle
from departments.documents import LibraryErrors, open_source
from tests.catalogue.library import SIX_INDEPENDENT

PART = """\
values: {most: 3, least: 1}
items:
  - {key: R1, fields: [shop]}
  - {key: R3, needs: [R1]}
  - {key: R4}
before:
  source: {zh: 以前, en: Before}
  steps:
    - {item: R1, visits: 1}
    - {item: R4, visits: 2}
"""
OWN = """\
based_on: catering
values: {most: 5}
items:
  - {key: R1}
  - {key: R2, needs: [R1]}
  - {key: R4, fields: [staff]}
  - {key: R9}
before:
  steps:
    - {item: R1}
    - {item: R2, visits: 4}
"""


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    return merged(tmp_path, {"items": ["R3"]})


def merged(folder: Path, without: dict[str, list[str]]) -> Laid:
    part, own = folder / "part.yaml", folder / "own.yaml"
    part.write_text(PART, "utf-8")
    own.write_text(OWN, "utf-8")
    return lay(Laid.of(open_source(part)), open_source(own), without=without)


def keys(laid: Laid, *names: str, by: str = "key") -> list[Any]:
    found = laid.plain()
    for name in names:
        found = found[name]
    return [one[by] for one in found]


def test_a_new_entry_stands_after_the_one_written_before_it(tmp_path: Path) -> None:
    assert keys(merged(tmp_path, {}), "items") == ["R1", "R2", "R3", "R4", "R9"]


def test_what_is_dropped_is_gone(laid: Laid) -> None:
    assert keys(laid, "items") == ["R1", "R2", "R4", "R9"]


def test_a_bare_key_leaves_the_parts_entry_as_it_is(laid: Laid) -> None:
    assert laid.plain()["items"][0] == {"key": "R1", "fields": ["shop"]}


def test_the_same_key_takes_its_place(laid: Laid) -> None:
    assert laid.plain()["items"][2] == {"key": "R4", "fields": ["staff"]}


def test_values_and_errands_are_merged_one_by_one(laid: Laid) -> None:
    assert laid.plain()["values"] == {"most": 5, "least": 1}
    assert keys(laid, "before", "steps", by="item") == ["R1", "R2", "R4"]
    assert laid.plain()["before"]["source"] == {"zh": "以前", "en": "Before"}


@pytest.mark.parametrize(
    ("place", "file", "own"),
    [
        (("items", 0, "fields"), "part.yaml", ("items", 0, "fields")),
        (("items", 1, "needs"), "own.yaml", ("items", 1, "needs")),
        (("items", 2, "fields"), "own.yaml", ("items", 2, "fields")),
        (("before", "steps", 2, "visits"), "part.yaml", ("before", "steps", 1, "visits")),
        (("values", "least"), "part.yaml", ("values", "least")),
        (("values", "most"), "own.yaml", ("values", "most")),
    ],
)
def test_every_line_knows_whose_it_is(
    laid: Laid, place: tuple[Any, ...], file: str, own: tuple[Any, ...]
) -> None:
    document, found = laid.origin(place)
    assert document is not None
    assert (document.file.name, found) == (file, own)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with a part, a bundle that stands on it, and one place."""
    text = SIX_INDEPENDENT.read_text("utf-8").replace('divisions: [{code: "152571000000"}]\n', "")
    head, rest = text.split("blocks:\n")
    (tmp_path / "parts").mkdir()
    (tmp_path / "places").mkdir()
    (tmp_path / "parts" / "six.yaml").write_text("blocks:\n" + rest, "utf-8")
    (tmp_path / "six-independent.yaml").write_text(head + "based_on: six\n", "utf-8")
    (tmp_path / "places" / "152571000000.yaml").write_text(
        'division: "152571000000"\nbundles:\n  six-independent: {}\n', "utf-8"
    )
    return tmp_path


def test_a_bundle_of_layers_reads_as_one(library: Path) -> None:
    (document,) = documents(library)
    assert document.content == open_bundle(SIX_INDEPENDENT).content.model_copy(
        update={"based_on": "six"}
    )


def spoil(file: Path, old: str, new: str) -> int:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "remedy"),
    [
        ("parts/six.yaml", "max_length: 50}", "max_lenght: 50}", "max_length"),
        ("parts/six.yaml", "rule: &into {kind: merged_form", "rule: &into {kind: merged", "keep"),
        ("six-independent.yaml", "gather_minutes: 1", "gather_minutes: no", "整数"),
        ("six-independent.yaml", "based_on: six", "based_on: sixx", "six"),
        ("places/152571000000.yaml", "six-independent: {}", "six: {}", "six-independent"),
        ("places/152571000000.yaml", "independent: {}", "independent: {value: {}}", "values"),
    ],
)
def test_a_mistake_is_told_in_the_file_it_was_made_in(
    library: Path, file: str, old: str, new: str, remedy: str
) -> None:
    line = spoil(library / file, old, new)
    with pytest.raises(LibraryErrors) as raised:
        documents(library)
    errors = [(one.file, one.line, remedy in one.remedy) for one in raised.value.errors]
    assert (Path(file).name, line, True) in errors


def test_nothing_is_dropped_that_is_not_there(library: Path) -> None:
    file = library / "six-independent.yaml"
    file.write_text(file.read_text("utf-8") + "without: {items: [E7]}\n", "utf-8")
    with pytest.raises(LibraryErrors) as raised:
        documents(library)
    (error,) = raised.value.errors
    assert (error.file, error.path) == (file.name, "without.items.0")
