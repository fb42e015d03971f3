"""Does a decision's result data satisfy its item?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from bundles.casework.exceptions import ResultInvalid
from bundles.catalogue.answers import Problem
from bundles.catalogue.definition import Item
from departments.result_data import result_problems


def check_result(item: Item, result: dict[str, Any]) -> None:
    """Raise ``ResultInvalid`` with every problem, each at its path, when the schema is broken."""
    problems = [*_unstorable(result, ["result"])] or [
        Problem(path=f"result.{found.path}".rstrip("."), code=found.code, message=found.message)
        for found in result_problems(item.result.schema, result)
    ]
    if problems:
        raise ResultInvalid(problems)


def _unstorable(value: Any, path: list[str]) -> Iterator[Problem]:
    """PostgreSQL's JSON knows no U+0000 and no lone surrogate; say where one stands."""
    match value:
        case str():
            if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
                message = _("含有无法保存的字符，请删除后重新填写。")
                yield Problem(path=".".join(path), code="unstorable", message=message)
        case dict():
            for key, each in value.items():
                yield from _unstorable(key, path)
                yield from _unstorable(each, [*path, str(key)])
        case list():
            for index, each in enumerate(value):
                yield from _unstorable(each, [*path, str(index)])
