"""Does a decision's result data satisfy its item?"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import rfc8785
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator, FormatChecker

from applicants.identity import validate_resident_id, validate_uscc
from bundles.catalogue.answers import Problem
from bundles.catalogue.definition import Item

from .exceptions import ResultInvalid

_FORMATS = FormatChecker(formats=("date", "date-time"))


def _format(name: str, validate: Callable[[str], str]) -> None:
    def holds(value: object) -> bool:
        return not isinstance(value, str) or validate(value) == value

    _FORMATS.checks(name, raises=ValidationError)(holds)


_format("uscc", validate_uscc)
_format("resident-id", validate_resident_id)


def check_result(item: Item, result: dict[str, Any]) -> None:
    """Raise ``ResultInvalid`` with every problem, each at its path, when ``result`` breaks the
    schema.
    """
    unstorable = _unstorable(result)
    if unstorable:
        raise ResultInvalid([unstorable])
    errors = sorted(
        _validator(rfc8785.dumps(dict(item.result.schema))).iter_errors(result), key=str
    )
    if errors:
        raise ResultInvalid(
            Problem(
                path=".".join(["result", *(str(step) for step in error.absolute_path)]),
                code=str(error.validator),
                message=error.message,
            )
            for error in errors
        )


@lru_cache(maxsize=512)
def _validator(schema: bytes) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema), format_checker=_FORMATS)


def _unstorable(value: Any, path: str = "result") -> Problem | None:
    """PostgreSQL's JSON knows no U+0000 and no lone surrogate; say where one stands."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
            return Problem(path=path, code="unstorable", message=_("含有无法保存的字符，请删除。"))
        return None
    parts: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        parts = list(value.items())
        keys = next((found for key in value if (found := _unstorable(key, path))), None)
        if keys:
            return keys
    elif isinstance(value, list):
        parts = list(enumerate(value))
    return next(
        (found for key, each in parts if (found := _unstorable(each, f"{path}.{key}"))), None
    )
