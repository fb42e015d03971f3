"""Divisions as a table of text: code, names, level, parent. Further levels are further files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from departments.document_errors import LibraryError, LibraryErrors, library_name

COLUMNS = ("code", "name", "name_en", "level", "parent", "statistical_only")


@dataclass(frozen=True, slots=True)
class DivisionRow:
    code: str
    name: str
    name_en: str
    level: int
    parent: str
    statistical_only: bool


def read_divisions(files: Iterable[Path]) -> dict[str, DivisionRow]:
    """Every division of ``files`` by its code. Raises ``LibraryErrors`` naming all mistakes."""
    lines = [line for file in files for line in _lines(file)]
    known = {cells["code"] for _file, _number, cells in lines}
    rows: dict[str, DivisionRow] = {}
    errors: list[LibraryError] = []
    for file, number, cells in lines:
        column, problem, remedy = _mistake(cells, known, rows)
        if problem:
            name = library_name(file)
            errors.append(LibraryError(name, number, 1, column, problem, remedy))
            continue
        rows[cells["code"]] = DivisionRow(
            code=cells["code"],
            name=cells["name"],
            name_en=cells["name_en"],
            level=int(cells["level"]),
            parent=cells["parent"],
            statistical_only=cells["statistical_only"] == "1",
        )
    if errors:
        raise LibraryErrors(errors)
    return rows


def _lines(file: Path) -> list[tuple[Path, int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream, restval="", restkey="")
        if tuple(reader.fieldnames or ()) != COLUMNS:
            problem, remedy = _("表头不对。"), _("第一行应是：%s。") % ",".join(COLUMNS)
            raise LibraryErrors([LibraryError(library_name(file), 1, 1, "", problem, remedy)])
        return [
            (file, reader.line_num, {name: str(row[name]).strip() for name in COLUMNS})
            for row in reader
        ]


def _mistake(
    cells: dict[str, str], known: set[str], rows: dict[str, DivisionRow]
) -> tuple[str, str, str]:
    """The column that is wrong with problem and remedy, or three empty texts."""
    code, parent, level = cells["code"], cells["parent"], cells["level"]
    if not re.fullmatch(r"[0-9]{12}", code):
        return "code", _("区划代码“%s”不是 12 位数字。") % code, _("请补足 12 位。")
    if code in rows:
        return "code", _("区划代码“%s”出现了两次。") % code, _("请删去其中一行。")
    if not cells["name"] or not cells["name_en"]:
        return "name", _("缺少名称。"), _("请填写中文和英文名称。")
    if not re.fullmatch(r"[1-6]", level):
        remedy = _("国家 1，自治区 2，盟市 3，旗县 4，苏木 5，嘎查 6。")
        return "level", _("层级应为 1 至 6。"), remedy
    if parent and parent not in known:
        return "parent", _("上级“%s”不在表中。") % parent, _("请先补上这个上级。")
    if not parent and level != "1":
        return "parent", _("缺少上级。"), _("只有国家没有上级。")
    return "", "", ""
