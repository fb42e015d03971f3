"""Broken YAML documents are refused with the file, the line, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bundles.catalogue.assembling import assemble
from bundles.catalogue.findings import BundleFaulty
from bundles.catalogue.lint import inspect
from bundles.catalogue.loader import LIBRARY, located
from bundles.catalogue.reading import open_bundle
from departments.documents import LibraryError, LibraryErrors
from departments.limits import Limit
from departments.models import Division, ServiceItem
from tests.catalogue.library import WULAGAI

pytestmark = pytest.mark.usefixtures("departments")

COMPANY, SMALL, CATERING = "company-opening.yaml", "restaurant-small.yaml", "parts/catering.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the library's bundles, to be spoilt."""
    for source in LIBRARY.rglob("*.yaml"):
        copy = tmp_path / source.relative_to(LIBRARY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    return tmp_path


def spoil(file: Path, old: str, new: str) -> int:
    """Replace the first in the copy; the line it stood in."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def errors(path: Path) -> list[LibraryError]:
    """All that is wrong with one bundle in 乌拉盖, each with file and line."""
    try:
        document = open_bundle(path)
        return list(located(document, inspect(assemble(document.content, _wulagai()))))
    except BundleFaulty as faulty:
        return list(located(document, faulty.findings))
    except LibraryErrors as wrong:
        return list(wrong.errors)


def _wulagai() -> Division:
    return Division.objects.get(pk=WULAGAI)


@pytest.mark.parametrize(
    ("old", "new", "shift", "said"),
    [
        ("    needs: [E1]\n", "    needs: [E6]\n", 0, "E2 → E6 → E2"),
        ("    needs: [E1, E2]\n", "    needs: [E1, E9]\n", 0, "E9"),
        ("    when: has_agent\n", "    when: has_agnt\n", 0, "has_agnt"),
        ("    when: has_agent\n", "    when: premises\n", 0, "neither true nor false"),
        ("    when: has_agent\n", '    when: has_agent == "yes"\n', 0, "yes"),
        ("    when: has_agent\n", '    when: premises == "bought"\n', 0, "bought"),
        ("    when: has_agent\n", "    when: has_agent &&\n", 0, "无法读取"),
        (
            "  - {key: M07, code: articles, ",
            "  - {key: M07, code: articles, name: {zh: 其他材料, en: Other documents}, ",
            0,
            "其他材料",
        ),
        ("rule: {kind: produced_by, by: E1}", "rule: {kind: produced_by, by: E6}", 0, "E6"),
        ("rule: {kind: duplicate_of, of: M09}", "rule: {kind: duplicate_of, of: M01}", 0, "M01"),
        ("kind: merged_form, into: seals", "kind: merged_form, into: seal", 0, "“seal”"),
    ],
)
def test_a_broken_document_is_refused_with_line_and_remedy(
    folder: Path, old: str, new: str, shift: int, said: str
) -> None:
    line = spoil(folder / COMPANY, old, new) + shift
    found = [error for error in errors(folder / COMPANY) if error.line == line]
    assert any(said in error.problem and error.remedy for error in found), errors(folder / COMPANY)
    assert all(error.file.endswith(COMPANY) for error in found)


def test_a_promise_over_the_law_is_refused_where_the_item_is_named(folder: Path) -> None:
    ServiceItem.objects.filter(key="E3").update(promised=Limit.working(6))
    (error,) = errors(folder / COMPANY)
    lines = (folder / COMPANY).read_text(encoding="utf-8").splitlines()
    assert lines[error.line - 1] == "  - key: E3"
    assert "超过了法定" in error.problem
    assert "承诺时限" in error.remedy


def test_a_commitment_the_law_excludes_is_refused(folder: Path) -> None:
    ServiceItem.objects.filter(key="R7").update(commitment=None)
    (error,) = errors(folder / SMALL)
    assert error.path.endswith("commitment")
    assert "不适用告知承诺" in error.problem


def test_a_commitment_over_the_law_is_refused(folder: Path) -> None:
    for row in ServiceItem.objects.filter(key="R7"):
        terms = {**(row.commitment or {}), "promised": {"amount": 9, "day_kind": "working"}}
        terms["legal"] = {"amount": 1, "day_kind": "working"}
        ServiceItem.objects.filter(pk=row.pk).update(commitment=terms)
    assert any("按告知承诺办理时承诺" in error.problem for error in errors(folder / SMALL))


def test_a_mistake_in_the_shared_part_is_told_there_in_citizens_words(folder: Path) -> None:
    line = spoil(
        folder / CATERING,
        '&fire_promised fire_route == "commitment" && !barred',
        '&fire_promised fire_route == "commitment"',
    )
    found = [error for error in errors(folder / SMALL) if "失信" in error.problem]
    assert found
    assert all(error.file.endswith("catering.yaml") for error in found)
    assert min(abs(error.line - line) for error in found) <= 1
    assert "“申请人在失信名单上吗？”答“是”" in found[0].problem


def test_an_undeclared_cut_is_told_where_it_is_used(folder: Path) -> None:
    spoil(folder / CATERING, "cuts: [fire_free_area, area_up_to]", "cuts: [area_up_to]")
    found = errors(folder / SMALL)
    assert found
    assert all("没有写明分界" in error.problem for error in found)
    assert all("cuts" in error.remedy for error in found)
