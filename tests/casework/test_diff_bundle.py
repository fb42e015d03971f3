"""``diff_bundle`` and what it reads of past cases: their answers to the questions, nothing else."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bundles.casework.management.commands import diff_bundle
from bundles.casework.selectors import scenarios
from bundles.catalogue import versions
from bundles.catalogue.definition import Rule, Version
from tests import cases
from tests.cases import WULAGAI

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
CODE = "company-opening"


def test_only_answers_to_questions_are_read_the_latest_first() -> None:
    cases.draft()
    first, second = cases.filed(), cases.filed()
    found = scenarios.filed(CODE, WULAGAI)
    assert len(found) == 2, "a draft is nobody's past case"
    assert all(one.keys() == {"questions", "barred"} for one in found)
    known = versions.version(first.version_id).questions_by_key.keys()
    assert all(one["questions"].keys() <= known for one in found)
    assert first.applicant.name not in json.dumps(found, ensure_ascii=False)
    assert len(scenarios.filed(CODE, WULAGAI, last=1)) == 1
    assert scenarios.filed(CODE, "152531000000") == []
    assert second.pk != first.pk


def _without_articles(version: Version) -> Version:
    materials = tuple(
        row.model_copy(update={"rules": (Rule(kind="inspection"),)}) if row.key == "M07" else row
        for row in version.materials
    )
    return version.model_copy(update={"materials": materials})


@pytest.fixture
def spared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files no longer ask for the articles."""

    def written(bundle: str, division: str) -> Version:
        current = versions.version(versions.current(bundle, division).pk)
        return _without_articles(current)

    monkeypatch.setattr(diff_bundle.proving, "written", written)


def compared(*arguments: str) -> str:
    out = StringIO()
    call_command("diff_bundle", CODE, WULAGAI, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("spared")
def test_what_changes_is_told_with_how_many_past_cases() -> None:
    cases.filed()
    said = compared()
    assert "不再要交“公司章程”：现场查看。" in said
    assert "最近1件中，1件会少交1份材料。" in said


@pytest.mark.usefixtures("spared")
def test_the_same_for_programs() -> None:
    cases.filed()
    found: dict[str, Any] = json.loads(compared("--json"))
    assert [(one["kind"], one["key"], one["change"]) for one in found["differences"]] == [
        ("material", "M07", "removed")
    ]
    assert found["changes"]["materials"] == {"-1": 1}


def test_a_version_compared_with_itself_says_so() -> None:
    cases.six_in_one()
    said = compared("--old", "1", "--new", "1")
    assert "没有申请人会看到的不同" in said
    assert "还没有办过的件" in said


def test_a_version_nobody_published_is_named_with_those_there_are() -> None:
    cases.six_in_one()
    with pytest.raises(CommandError, match="1"):
        compared("--old", "7")
