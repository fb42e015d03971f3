"""``lint_bundles`` prints what it covered, and is quick about the whole library."""

from __future__ import annotations

import json
import sys
from io import StringIO
from time import process_time

import pytest
from django.core.management import CommandError, call_command

from bundles.catalogue import loader
from bundles.catalogue.definition import Text
from bundles.catalogue.lint import prove
from bundles.catalogue.management.commands.lint_bundles import Command
from bundles.catalogue.proving import Library, Proved, prove_library
from departments.documents import LibraryError, LibraryErrors
from tests.catalogue.lint.kiosk import kiosk, version

MOST_SECONDS = 10.0
"""Issue 5: all of the library, of computing; about 5 on the machine this was written on."""


@pytest.fixture
def of_the_kiosk(monkeypatch: pytest.MonkeyPatch) -> Library:
    """What the command would find if the kiosk were all there is."""
    coverage = prove(version(kiosk())).coverage
    place = Text(zh="乌拉盖", en="Ulgai")
    one = Proved("kiosk", Text(zh="开小卖部", en="Kiosk"), place, "152571000000", coverage, 0.5)
    found = Library((one,), ())
    monkeypatch.setattr(f"{Command.__module__}.prove_library", lambda folder: found)
    return found


@pytest.mark.django_db
def test_the_whole_library_is_proved_in_time() -> None:
    begun = process_time()
    found = prove_library()
    seconds = process_time() - begun
    sys.stdout.write(f"{len(found.proved)} definitions proved in {seconds:.1f} s of computing\n")
    assert found.errors == ()
    assert seconds < MOST_SECONDS
    codes = {document.content.code for document in loader.documents(loader.LIBRARY)}
    assert {one.code for one in found.proved} == codes


def test_it_prints_groups_scenarios_and_the_figures_of_three_cases(of_the_kiosk: Library) -> None:
    out = StringIO()
    call_command("lint_bundles", stdout=out)
    said = out.getvalue()
    coverage = of_the_kiosk.proved[0].coverage
    assert coverage is not None
    assert f"5 个问题分 {coverage.groups} 组走完：情形 {coverage.scenarios} 个" in said
    assert f"条件运算 {coverage.evaluations} 次" in said
    assert "事项 3 个，材料 8 行，表单 3 项" in said
    lines = {line.split()[0]: line for line in said.splitlines() if "→" in line}
    assert lines.keys() == {"最少", "通常", "最多"}
    assert "5 → 2" in lines["最少"]
    assert "房子是怎么来的？自己的" in lines["最少"]
    assert "9 → 4" in lines["最多"]
    assert "没有发现问题：1 份定义全部走完" in said


@pytest.mark.usefixtures("of_the_kiosk")
def test_the_same_is_there_for_programs() -> None:
    out = StringIO()
    call_command("lint_bundles", "--json", stdout=out)
    (one,) = json.loads(out.getvalue())["proved"]
    assert (one["code"], one["division_code"]) == ("kiosk", "152571000000")
    assert one["coverage"]["worst"]["after"]["materials"] == 4
    assert one["coverage"]["best"]["answers"][0]["answer"] == {"zh": "自己的", "en": "owned"}


def test_mistakes_end_the_command_with_their_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    error = LibraryError("kiosk.yaml", 7, 3, "items.0", "事项写错了。", "请改正。")

    def unreadable(folder: object) -> Library:
        raise LibraryErrors([error])

    monkeypatch.setattr(f"{Command.__module__}.prove_library", unreadable)
    with pytest.raises(CommandError, match=r"(?s)kiosk\.yaml:7:.*共 1 处问题") as raised:
        call_command("lint_bundles", stdout=StringIO())
    assert "请改正" in str(raised.value)


def test_the_bounds_hold_in_every_scenario() -> None:
    coverage = prove(version(kiosk())).coverage
    assert coverage is not None
    assert (coverage.least, coverage.most) == (1, 3)
    assert coverage.best.after.materials == 1 + 1, "one row, and the form"
    assert coverage.worst.after.materials == 3 + 1
