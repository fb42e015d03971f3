"""Translations are compiled when their source is newer."""

import gettext
import os
from pathlib import Path

import pytest

from portal.translations import compile_stale

SOURCE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "请填写姓名"
msgstr "Enter the name"
"""


@pytest.fixture
def po(tmp_path: Path) -> Path:
    po = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(SOURCE)
    return po


def test_a_missing_catalogue_is_compiled(po: Path, tmp_path: Path):
    assert compile_stale(tmp_path) == [po]
    found = gettext.translation("django", tmp_path, ["en"])
    assert found.gettext("请填写姓名") == "Enter the name"


def test_a_fresh_one_is_left_alone(po: Path, tmp_path: Path):
    compile_stale(tmp_path)
    assert compile_stale(tmp_path) == []


def test_an_edited_source_is_compiled_again(po: Path, tmp_path: Path):
    compile_stale(tmp_path)
    po.write_text(SOURCE.replace("Enter the name", "Give a name"))
    later = po.with_suffix(".mo").stat().st_mtime + 1
    os.utime(po, (later, later))
    assert compile_stale(tmp_path) == [po]
    with po.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("请填写姓名") == "Give a name"
