"""Whether the data of a result is what its item declares, in the officer's words.

A decision hands data to the items that need it (the licence's number to five departments), so it
is checked against the item's JSON Schema before it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from departments.codes import is_uscc

FORMATS = FormatChecker(formats=())


@FORMATS.checks("uscc")
def _uscc(value: object) -> bool:
    return not isinstance(value, str) or is_uscc(value)


@FORMATS.checks("date", raises=ValueError)
def _date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@dataclass(frozen=True, slots=True)
class ResultProblem:
    """``path`` reads ``seals.0.code``; ``code`` is the schema's word for what is wrong."""

    path: str
    code: str
    message: str


def result_problems(schema: Mapping[str, Any], data: object) -> tuple[ResultProblem, ...]:
    """Everything wrong with ``data``; nothing when it may be taken."""
    found = Draft202012Validator(dict(schema), format_checker=FORMATS).iter_errors(data)
    problems = {problem for error in found for problem in _problems(error)}
    return tuple(sorted(problems, key=lambda problem: (problem.path, problem.code)))


def _problems(error: ValidationError) -> list[ResultProblem]:
    place = [str(step) for step in error.absolute_path]
    code = str(error.validator)
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    known: dict[str, Any] = schema.get("properties", {})
    match code:
        case "required":
            missing = [name for name in schema["required"] if name not in instance]
            return [_problem([*place, name], code, known.get(name, {})) for name in missing]
        case "additionalProperties":
            extra = [name for name in instance if name not in known]
            return [_problem([*place, name], code, {}) for name in extra]
    return [_problem(place, code, schema)]


def _problem(place: list[str], code: str, schema: Mapping[str, Any]) -> ResultProblem:
    title = _title(schema) or (place[-1] if place else _("结果数据"))
    return ResultProblem(".".join(place), code, _message(code, schema) % {"title": title})


def _title(schema: Mapping[str, Any]) -> str:
    english = (get_language() or "zh").startswith("en")
    return str((english and schema.get("x-title-en")) or schema.get("title", ""))


def _message(code: str, schema: Mapping[str, Any]) -> str:
    match code:
        case "required":
            return _("请填写“%(title)s”。")
        case "additionalProperties":
            return _("不认识“%(title)s”，请删去。")
        case "enum":
            choices = "、".join(map(str, schema.get("enum", ())))
            return _("“%(title)s”请从这些里选：") + choices.replace("%", "%%") + _("。")
        case "format" if schema.get("format") == "uscc":
            return _("“%(title)s”校验不通过，请核对 18 位代码。")
        case "format" if schema.get("format") == "date":
            return _("“%(title)s”请按 2026-01-31 的样子填写日期。")
        case "minimum" | "maximum" if "minimum" in schema and "maximum" in schema:
            range_ = _("应在 %(least)s 到 %(most)s 之间。") % {
                "least": schema["minimum"],
                "most": schema["maximum"],
            }
            return _("“%(title)s”") + range_
        case "type":
            return _("“%(title)s”的内容种类不对，请对照接口说明填写。")
    return _("“%(title)s”格式不对，请核对后填写。")
