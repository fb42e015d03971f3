"""The two commands: all or nothing, twice the same, and each mistake with its line and remedy."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from ruamel.yaml import YAML

from bundles.catalogue import loader, versions
from bundles.catalogue.models import BundleVersion, VersionStatus
from bundles.catalogue.proving import prove_library
from bundles.catalogue.reading import open_bundle
from departments.documents import LibraryErrors
from departments.models import Department
from tests.catalogue.library import COMPANY_OPENING, WULAGAI

pytestmark = pytest.mark.django_db
PLACES = {"152502000000", "152531000000", WULAGAI}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The six-in-one alone, as three places offer it."""
    (tmp_path / COMPANY_OPENING.name).write_bytes(COMPANY_OPENING.read_bytes())
    (tmp_path / "places").mkdir()
    for place in PLACES:
        local = open_bundle(COMPANY_OPENING).content.divisions
        one = next(one for one in local if one.code == place)
        says = one.model_dump(mode="json", include={"values", "choices"}, exclude_defaults=True)
        written = {"division": place, "bundles": {COMPANY_OPENING.stem: says}}
        YAML().dump(written, tmp_path / "places" / f"{place}.yaml")
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> int:
    """Replace in the copy; the line it stood in."""
    file = folder / COMPANY_OPENING.name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_loading_twice_changes_nothing() -> None:
    loader.load()
    again = loader.load()
    assert (again.departments.created, again.departments.changed, again.new) == (0, 0, 0)
    assert {row.division_id for row in again.versions} == PLACES


def test_a_place_may_differ_in_its_choices() -> None:
    loader.load()
    makers = set()
    for place in PLACES:
        version = versions.version(versions.current("company-opening", place).pk)
        field = version.block("seals").field("maker")
        assert field is not None
        makers.update(choice.text.zh for choice in field.choices)
    assert len(makers) == 2 * len(PLACES)


def test_where_a_bundle_is_no_longer_offered_it_is_retired(folder: Path) -> None:
    loader.load()
    (folder / "places" / "152531000000.yaml").unlink()
    loader.load(folder=folder)
    offered = versions.offered().filter(bundle__code="company-opening")
    assert {row.division_id for row in offered} == PLACES - {"152531000000"}
    there = BundleVersion.objects.get(bundle__code="company-opening", division="152531000000")
    assert there.status == VersionStatus.RETIRED


def test_progress_is_told_by_steps() -> None:
    seen: list[tuple[int, int, str]] = []
    loader.load(lambda done, total, what: seen.append((done, total, what)))
    assert any(what == "company-opening" for _done, _total, what in seen)
    assert all(done <= total for done, total, _what in seen)


def test_an_unknown_field_is_named_with_its_line_and_a_remedy(folder: Path) -> None:
    line = spoil(folder, "gather_minutes: 30", "gather_minuts: 30")
    with pytest.raises(LibraryErrors) as raised:
        loader.load(folder=folder)
    error = next(one for one in raised.value.errors if one.path == "gather_minuts")
    assert (error.file, error.line) == (COMPANY_OPENING.name, line)
    assert "gather_minutes" in error.remedy


def test_a_fault_of_meaning_has_its_line_too_and_nothing_is_written(folder: Path) -> None:
    Department.objects.filter(code="wlg-scjg").update(name="改了名")
    before = list(BundleVersion.objects.values_list("pk", "status"))
    line = spoil(folder, "needs: [E1, E2]", "needs: [E1, E9]")
    with pytest.raises(LibraryErrors) as raised:
        loader.load(folder=folder)
    (error,) = raised.value.errors
    assert (error.path, error.line) == ("items.5.needs.1", line)
    assert list(BundleVersion.objects.values_list("pk", "status")) == before
    assert Department.objects.get(code="wlg-scjg").name == "改了名", "the departments stay too"


def test_a_division_nobody_knows_is_named(folder: Path) -> None:
    place = folder / "places" / "152531000000.yaml"
    place.write_text(place.read_text("utf-8").replace("152531000000", "999999000000"), "utf-8")
    (error,) = prove_library(folder=folder).errors
    assert (error.file, error.path, error.line) == (place.name, "division", 1)


def test_linting_leaves_the_database_as_it_was() -> None:
    Department.objects.filter(code="wlg-scjg").update(name="改了名")
    assert prove_library().errors == ()
    assert Department.objects.get(code="wlg-scjg").name == "改了名"


def test_the_commands_end_in_a_sentence(folder: Path) -> None:
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    call_command("lint_bundles", stdout=out)
    assert "已载入" in out.getvalue()
    assert "没有发现问题" in out.getvalue()
    line = spoil(folder, "needs: [E1, E2]", "needs: [E1, E9]")
    with pytest.raises(CommandError) as raised:
        call_command("lint_bundles", str(folder))
    assert f"{COMPANY_OPENING.name}:{line}:" in str(raised.value)
    assert raised.value.returncode == 1
