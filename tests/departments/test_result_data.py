"""What an officer reads when result data is not what the item declares."""

from typing import Any

import pytest
from django.utils import translation

from departments.result_data import result_problems

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["uscc", "seals"],
    "properties": {
        "uscc": {"title": "社会信用代码", "x-title-en": "Credit code", "format": "uscc"},
        "on": {"title": "日期", "type": "string", "format": "date"},
        "ratio": {"title": "比例", "type": "integer", "minimum": 5, "maximum": 12},
        "kind": {"title": "种类", "enum": ["100%", "其他"]},
        "seals": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code"],
                "properties": {"code": {"title": "防伪编码", "pattern": "^[0-9]{13}$"}},
            },
        },
    },
}
GOOD: dict[str, Any] = {"uscc": "91152531MADEM0011W", "seals": [{"code": "1525710000001"}]}


def test_good_data_has_no_problems() -> None:
    assert result_problems(SCHEMA, GOOD) == ()


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (
            {"uscc": "91152531MADEM0011X"},
            "uscc",
            "“社会信用代码”校验不通过，请核对 18 位代码。",
        ),
        ({"on": "2026-02-30"}, "on", "“日期”请按 2026-01-31 的样子填写日期。"),
        ({"ratio": 13}, "ratio", "“比例”应在 5 到 12 之间。"),
        ({"ratio": "12"}, "ratio", "“比例”的内容种类不对，请对照接口说明填写。"),
        ({"kind": "无"}, "kind", "“种类”请从这些里选：100%、其他。"),
        ({"seals": [{}]}, "seals.0.code", "请填写“防伪编码”。"),
        ({"seals": [{"code": "12"}]}, "seals.0.code", "“防伪编码”格式不对，请核对后填写。"),
        ({"note": ""}, "note", "不认识“note”，请删去。"),
    ],
)
def test_each_problem_is_a_sentence_at_its_place(
    change: dict[str, Any], path: str, message: str
) -> None:
    with translation.override("zh-hans"):
        (problem,) = result_problems(SCHEMA, {**GOOD, **change})
    assert (problem.path, problem.message) == (path, message)


def test_all_problems_are_told_at_once() -> None:
    paths = [problem.path for problem in result_problems(SCHEMA, {"ratio": 1, "x": 1})]
    assert paths == ["ratio", "seals", "uscc", "x"]


@pytest.mark.parametrize("data", [None, [], "text", 3, {"uscc": None, "seals": None}])
def test_data_of_another_shape_is_refused(data: object) -> None:
    assert result_problems(SCHEMA, data)


def test_titles_follow_the_language() -> None:
    with translation.override("en"):
        (problem,) = result_problems(SCHEMA, {"seals": []})
    assert "Credit code" in problem.message
