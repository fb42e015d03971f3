"""Does a decision's result data satisfy its item?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bundles.casework.exceptions import ResultInvalid
from bundles.catalogue.answers import Problem
from bundles.catalogue.characters import named, unprintable
from bundles.catalogue.definition import Item
from departments.result_data import result_problems


def check_result(item: Item, result: dict[str, Any]) -> None:
    """Raise ``ResultInvalid`` with every problem, each at its path, when the schema is broken."""
    problems = [*_unfit(result, ["result"])] or [
        Problem(path=f"result.{found.path}".rstrip("."), code=found.code, message=found.message)
        for found in result_problems(item.result.schema, result)
    ]
    if problems:
        raise ResultInvalid(problems)


def _unfit(value: Any, path: list[str]) -> Iterator[Problem]:
    """What can be neither kept nor printed: a certificate would stop long after it was decided."""
    match value:
        case str():
            if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
                message = _("含有无法保存的字符，请删除后重新填写。")
                yield Problem(path=".".join(path), code="unstorable", message=message)
            elif bad := unprintable(value, lines=True):
                characters = "、".join(named(char) for char in bad[:5])
                message = format_lazy(
                    _("字符{characters}无法印在证照上，请换一个写法。"), characters=characters
                )
                yield Problem(path=".".join(path), code="unprintable", message=message)
        case dict():
            for key, each in value.items():
                yield from _unfit(key, path)
                yield from _unfit(each, [*path, str(key)])
        case list():
            for index, each in enumerate(value):
                yield from _unfit(each, [*path, str(index)])
