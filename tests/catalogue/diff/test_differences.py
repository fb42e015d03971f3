"""Two versions compared: what changes, for whom, and what it would have meant for past cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bundles.catalogue.diff import Effects, differences, effects
from tests.catalogue.lint.kiosk import Document, kiosk, part, text, version

ON = date(2026, 11, 23)
Change = Callable[[Document], None]


def told(change: Change) -> list[str]:
    document = kiosk()
    change(document)
    return [one.text.zh for one in differences(version(kiosk()), version(document))]


def _threshold(d: Document) -> None:
    part(d, "area")["cuts"] = [60]
    part(d, "K2")["when"] = "area > 60 || fast"


def _new_item(d: Document) -> None:
    part(d, "K3")["when"] = "true"


def _item_gone(d: Document) -> None:
    d["items"] = [one for one in d["items"] if one["key"] != "K3"]
    d["materials"] = [one for one in d["materials"] if one["key"] != "M08"]
    part(d, "M06")["items"] = ["K2"]


def _days(d: Document) -> None:
    part(d, "K3")["promised"]["amount"] = "3"
    part(d, "K2")["commitment"]["follow_up"]["amount"] = "15"


def _spared(d: Document) -> None:
    part(d, "M02")["rules"] = [{"kind": "inspection"}]


def _asked(d: Document) -> None:
    part(d, "M07")["rules"] = [{"kind": "keep"}]


def _fetched_no_more(d: Document) -> None:
    part(d, "M03")["rules"] = [{"kind": "keep"}]


def _dropped(d: Document) -> None:
    d["materials"] = [one for one in d["materials"] if one["key"] != "M07"]


def _soft(d: Document) -> None:
    part(d, "K3")["needs"] = [{"item": "K1", "soft": True}]


def _no_commitment(d: Document) -> None:
    part(d, "K2")["commitment"] = None


def _question_gone(d: Document) -> None:
    d["questions"] = [one for one in d["questions"] if one["key"] != "lit_sign"]
    part(d, "shop")["fields"][1]["when"] = "has_sign"


def _reworded(d: Document) -> None:
    part(d, "area")["text"] = text("店面有多大？", "How large?")


def _another_answer(d: Document) -> None:
    part(d, "premises")["choices"].append({"key": "lent", "text": text("借来的", "lent")})


def _field(d: Document) -> None:
    part(d, "shop")["fields"][0]["required"] = False
    part(d, "sign")["fields"].append({"key": "size", "label": text("尺寸", "Size")})


def _letter(d: Document) -> None:
    part(d, "promise")["text"] = text("本人郑重承诺。")


def _value(d: Document) -> None:
    d["values"] = {"seats": 20}


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (_threshold, ["“经营面积多大？”答“51平方米至60平方米”时，不再办理“许可”。"]),
        (_new_item, ["“要挂招牌吗？”答“否”时，要办理“招牌备案”。"]),
        (_item_gone, ["不再办理“招牌备案”。"]),
        (
            _days,
            [
                "“招牌备案”的承诺时限由5个工作日改为3个工作日。",
                "“许可”承诺后的核查期限由20个工作日改为15个工作日。",
            ],
        ),
        (_spared, ["“登记”不再要交“身份证”：现场查看。"]),
        (_asked, ["“许可”要交“平面图”了。"]),
        (_fetched_no_more, ["“房子是怎么来的？”答“自己的”时，“登记”要交“产权证明”了。"]),
        (_dropped, ["“许可”不再要求“平面图”。"]),
        (_soft, ["“招牌备案”不等“登记”的结果，结果出来后再补上。"]),
        (_no_commitment, ["“愿意作出承诺吗？”答“是”时，“许可”不再按告知承诺办理。"]),
        (
            _question_gone,
            ["不再问“招牌发光吗？”。", "按通常的回答，“店铺”里要填“功率”。"],
        ),
        (_reworded, ["“经营面积多大？”改问“店面有多大？”。"]),
        (_another_answer, ["“房子是怎么来的？”可以答“借来的”。"]),
        (_field, ["“店铺”里的“不动产权证号”可以不填。", "“招牌”里要填“尺寸”。"]),
        (_letter, ["“承诺书”的内容有变化。"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_changes_is_said_as_it_is_met(change: Change, sentences: list[str]) -> None:
    found = told(change)
    for sentence in sentences:
        assert sentence in found


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        (
            None,
            20,
            "写明了填好一张表单大约要20分钟。",
            "The one form is now said to take about 20 minutes.",
        ),
        (
            20,
            45,
            "填好一张表单大约要45分钟，原来写的是20分钟。",
            "The one form takes about 45 minutes; 20 were stated before.",
        ),
        (
            45,
            None,
            "不再写明填好一张表单大约要多长时间。",
            "It is no longer said how long the one form takes.",
        ),
    ],
)
def test_another_time_for_the_form_is_told(
    old: int | None, new: int | None, zh: str, en: str
) -> None:
    before, after = ({**kiosk(), "filling_minutes": minutes} for minutes in (old, new))
    (found,) = differences(version(before), version(after))
    assert (found.text.zh, found.text.en) == (zh, en)


def _waiting(minutes: int, *, holds: bool) -> Document:
    document = kiosk() | {"gather_minutes": minutes}
    part(document, "K3")["holds_issuance"] = holds
    return document


def test_a_longer_wait_names_what_is_waited_for_and_leaves_the_form_alone() -> None:
    old, new = _waiting(30, holds=False), _waiting(120, holds=False)
    (found,) = differences(version(old), version(new))
    assert found.text.zh == "其他结果办好后，最多再等“招牌备案”120分钟就发，原来是30分钟。"
    assert found.text.en == (
        "Once all else is ready, the results wait at most 120 minutes for “K3”, formerly 30."
    )


def test_a_wait_that_nobody_ever_has_is_not_told() -> None:
    old, new = _waiting(30, holds=True), _waiting(120, holds=True)
    assert differences(version(old), version(new)) == ()


def test_nothing_is_said_of_what_stays() -> None:
    assert told(lambda document: None) == []


def test_a_new_threshold_is_not_said_for_each_material_of_the_item() -> None:
    assert len(told(_threshold)) == 2, "the item, and the cut of the question"


def test_each_sentence_is_there_in_english() -> None:
    document = kiosk()
    _spared(document)
    (found,) = differences(version(kiosk()), version(document))
    assert (found.kind, found.key, found.change) == ("material", "M02", "removed")
    assert found.text.en == "“id” need no longer be handed in for “K1”: looked at on the spot."


def counted(change: Change, *questions: Document) -> Effects:
    document = kiosk()
    change(document)
    past = [{"questions": given, "barred": False} for given in questions]
    return effects(version(kiosk()), version(document), past, on=ON)


def test_past_cases_are_counted() -> None:
    found = counted(_fetched_no_more, *[{"premises": "owned"}] * 3, *[{}] * 7)
    assert (found.cases, found.unchanged) == (10, 7)
    assert dict(found.changes["materials"]) == {1: 3}
    assert [one.zh for one in found.lines] == [
        "最近10件中，3件会多交1份材料。",
        "最近10件中，7件没有变化。",
    ]
    assert found.lines[0].en == "Of the last 10 cases, 3 would be asked 1 material(s) more."


def test_without_past_cases_that_is_said() -> None:
    assert [one.zh for one in counted(_spared).lines] == ["还没有办过的件可以比较。"]


def test_answers_nobody_knows_any_more_count_as_not_given() -> None:
    found = counted(_question_gone, {"lit_sign": True, "colour": "red"})
    assert found.cases == 1
