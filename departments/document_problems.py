"""From a validator's finding to a sentence: what is wrong, and what to do about it."""

from __future__ import annotations

import dataclasses
import difflib
import types
from collections.abc import Iterable
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import BaseModel
from pydantic_core import ErrorDetails

Step = str | int

# What a place wants, by the validator's kind of finding; braces are filled from its context.
_WANTED = {
    "string_type": gettext_noop("请填写文字；数字代码要加引号。"),
    "string_too_short": gettext_noop("请至少填写 {min_length} 个字符。"),
    "string_too_long": gettext_noop("请不要超过 {max_length} 个字符。"),
    "string_pattern_mismatch": gettext_noop("请按格式 {pattern} 填写。"),
    "int_type": gettext_noop("请填写整数。"),
    "int_parsing": gettext_noop("请填写整数。"),
    "int_from_float": gettext_noop("请填写整数。"),
    "decimal_type": gettext_noop("请填写数字。"),
    "decimal_parsing": gettext_noop("请填写数字。"),
    "bool_type": gettext_noop("请填写 true 或 false。"),
    "bool_parsing": gettext_noop("请填写 true 或 false。"),
    "date_type": gettext_noop("请按 2026-01-31 的样子填写日期。"),
    "date_from_datetime_parsing": gettext_noop("请按 2026-01-31 的样子填写日期。"),
    "date_parsing": gettext_noop("请按 2026-01-31 的样子填写日期。"),
    "time_parsing": gettext_noop("请按 09:00 的样子填写时刻，并加引号。"),
    "list_type": gettext_noop("这里应是列表，每行以“- ”开头。"),
    "tuple_type": gettext_noop("这里应是列表，每行以“- ”开头。"),
    "dict_type": gettext_noop("这里应是若干“名称: 内容”。"),
    "model_type": gettext_noop("这里应是若干“名称: 内容”。"),
    "model_attributes_type": gettext_noop("这里应是若干“名称: 内容”。"),
    "too_short": gettext_noop("请至少填写 {min_length} 项。"),
    "too_long": gettext_noop("请不要超过 {max_length} 项。"),
    "greater_than": gettext_noop("请填写大于 {gt} 的数。"),
    "greater_than_equal": gettext_noop("请填写不小于 {ge} 的数。"),
    "less_than": gettext_noop("请填写小于 {lt} 的数。"),
    "less_than_equal": gettext_noop("请填写不大于 {le} 的数。"),
}


def explain(finding: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """The problem and its remedy, for one finding of pydantic about ``model``."""
    kind, place, context = finding["type"], finding["loc"], finding.get("ctx", {})
    name = str(place[-1]) if place else ""
    match kind:
        case "extra_forbidden":
            known = fields_at(model, place[:-1])
            return _("不认识字段“%s”。") % name, did_you_mean(name, known)
        case "missing":
            return _("缺少“%s”。") % name, _("请在这里补上“%s”。") % name
        case "value_error" | "assertion_error":
            return str(context.get("error", finding["msg"])), ""
        case "literal_error" | "enum":
            problem = _("“%s”不是可选的值。") % finding["input"]
            return problem, _("可选：%s。") % context.get("expected", "")
        case "union_tag_invalid":
            problem = _("“%s”不是可选的种类。") % context.get("tag", "")
            return problem, _("可选：%s。") % context.get("expected_tags", "")
    if kind in _WANTED:
        return _("这里的内容不对。"), _(_WANTED[kind]).format(**context)
    return _("这里的内容不对（%s）。") % finding["msg"], _("请对照相邻条目修改。")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence suggesting the nearest known word, or listing what there is."""
    choices = sorted(known)
    close = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return _("是不是“%s”？") % close[0]
    return _("可用：%s。") % "、".join(choices) if choices else _("请删去。")


def fields_at(model: type[BaseModel], place: Iterable[Step]) -> set[str]:
    """Names of the fields allowed at one place of a document."""
    here: set[Any] = {model}
    for step in place:
        here = {inner for annotation in here for inner in _inside(annotation, step)}
    return {name for annotation in here for name in _fields(annotation)}


def _inside(annotation: Any, step: Step) -> set[Any]:
    """What may stand under ``step``; the tag of a union of models is no step of its own."""
    fields = _fields(annotation)
    if fields:
        return set(_alternatives(fields[str(step)])) if step in fields else {annotation}
    if get_origin(annotation) is dict:
        return set(_alternatives(get_args(annotation)[1]))
    parts = [part for part in get_args(annotation) if part is not Ellipsis]
    return {inner for part in parts for inner in _alternatives(part)}


def _alternatives(annotation: Any) -> Iterable[Any]:
    """The members of a union, metadata taken away."""
    if get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _alternatives(part)
    else:
        yield annotation


def _fields(annotation: Any) -> dict[str, Any]:
    """The fields of a model or dataclass with their types; nothing for anything else."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return {field.alias or name: field.annotation for name, field in fields}
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        return get_type_hints(annotation)
    return {}
