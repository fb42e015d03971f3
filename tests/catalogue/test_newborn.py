"""The third bundle: written by documentation alone, so data and no line of Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bundles.catalogue import lint
from bundles.catalogue.assembling import assemble
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, plan
from bundles.catalogue.reading import open_bundle
from departments import library
from departments.models import Division
from departments.selectors import calendar_for
from tests.cases import LIBRARY, WULAGAI

pytestmark = pytest.mark.django_db
HOUSE = Path(__file__).parents[2]


@pytest.fixture
def newborn() -> Version:
    if not Division.objects.filter(code=WULAGAI).exists():
        library.load()
    place = Division.objects.get(code=WULAGAI)
    return assemble(open_bundle(LIBRARY / "newborn.yaml").content, place)


def drawn(version: Version, **answers: object) -> Plan:
    calendar = calendar_for(WULAGAI)
    return plan(version, {"questions": answers}, on=date(2026, 11, 23), calendar=calendar)


def test_it_is_proved_like_the_others(newborn: Version) -> None:
    assert lint.inspect(newborn) == ()


def test_parents_hand_in_three_documents_and_come_nowhere(newborn: Version) -> None:
    planned = drawn(newborn)
    assert [one.material.key for one in planned.asked] == ["M02", "M07", "M08"]
    assert planned.item_keys == ("N1", "N2", "N3", "N6", "N4", "N5")
    assert planned.before.visits == 10
    assert planned.after.visits == 0


def test_a_child_born_elsewhere_brings_its_certificate_once(newborn: Version) -> None:
    planned = drawn(newborn, born_here=False)
    certificate = next(one for one in planned.asked if one.material.key == "M05")
    assert certificate.needed_by == ("N2", "N3", "N6")
    assert "N1" not in planned.item_keys


def test_a_single_mother_is_asked_for_no_father(newborn: Version) -> None:
    planned = drawn(newborn, both_parents=False)
    assert "father" not in [block.key for block in planned.blocks]
    assert "M08" not in [one.material.key for one in planned.asked]


def test_no_line_of_python_knows_it() -> None:
    rooms = [HOUSE / name for name in ("bundles", "departments", "applicants", "portal")]
    knowing = [
        file.relative_to(HOUSE)
        for room in rooms
        for file in room.rglob("*.py")
        if "newborn" in file.read_text(encoding="utf-8")
    ]
    assert knowing == []
