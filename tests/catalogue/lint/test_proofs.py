"""Each proof is broken in turn, and the fewest answers that break it are named in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bundles.catalogue.findings import Finding
from bundles.catalogue.lint import inspect
from tests.catalogue.lint.kiosk import Document, kiosk, part, text, version

AREA, PREMISES = ("经营面积多大？", "51平方米"), ("房子是怎么来的？", "自己的")
NO_SIGN, LIT = ("要挂招牌吗？", "否"), ("招牌发光吗？", "是")
FAST, BARRED = ("愿意作出承诺吗？", "是"), ("申请人在失信名单上吗？", "是")

Answers = list[tuple[str, str]]


def findings(spoil: Callable[[Document], None]) -> tuple[Finding, ...]:
    document = kiosk()
    spoil(document)
    return inspect(version(document))


def test_the_kiosk_is_sound() -> None:
    assert findings(lambda document: None) == ()


# ── What breaks only under some answers ────────────────────────────────────────────────────────


def _circle(d: Document) -> None:
    part(d, "K1")["needs"] = [{"item": "K2", "when": "area > 50"}]


def _needed_but_not_planned(d: Document) -> None:
    part(d, "K2")["needs"].append({"item": "K3"})


def _not_always_a_bool(d: Document) -> None:
    part(d, "K3")["when"] = "!(area > 50) || premises"


def _compared_with_another_type(d: Document) -> None:
    part(d, "K3")["when"] = 'has_sign && !(fast && [1, 2] > "many")'


def _satisfied_twice(d: Document) -> None:
    again = {**part(d, "M02"), "key": "M90", "when": "lit_sign && area > 50"}
    d["materials"].append(again)
    part(d, "K1")["materials"].append("M90")


def _not_satisfied(d: Document) -> None:
    part(d, "M01")["when"] = '!(premises == "owned")'


def _duplicate_of_nothing(d: Document) -> None:
    part(d, "M02")["when"] = "area > 50 || !fast"


def _duplicate_of_a_promise(d: Document) -> None:
    promise = {
        "kind": "commitment",
        "promise": text("有证。"),
        "when": 'fast && !barred && premises == "owned"',
    }
    part(d, "M02")["rules"].insert(0, promise)


def _produced_too_late(d: Document) -> None:
    part(d, "K2")["needs"][0]["when"] = "!fast"
    part(d, "K2")["sees"] = [{"item": "K1", "keys": ["number"]}]


def _merged_into_a_hidden_block(d: Document) -> None:
    part(d, "sign")["when"] = "has_sign && !lit_sign"
    part(d, "K3")["fields"].append("sign")


def _asked_by_a_hidden_field(d: Document) -> None:
    part(d, "M03")["rules"][0]["subject"] = {"title_number": "sign.words"}


def _open_to_the_barred(d: Document) -> None:
    part(d, "K2")["commitment"]["when"] = "fast"


def _promised_by_the_barred(d: Document) -> None:
    part(d, "M05")["rules"][0]["when"] = "area > 50"


def _letter_of_the_barred(d: Document) -> None:
    part(d, "promise")["when"] = "fast"


@pytest.mark.parametrize(
    ("spoil", "place", "answers"),
    [
        (_circle, "items.0.needs", [AREA]),
        (_needed_but_not_planned, "items.1.needs.1", [NO_SIGN, FAST]),
        (_not_always_a_bool, "items.2.when", [AREA]),
        (_compared_with_another_type, "items.2.when", [FAST]),
        (_satisfied_twice, "items.0.key", [AREA, LIT]),
        (_not_satisfied, "items.0.key", [PREMISES]),
        (_duplicate_of_nothing, "materials.3.rule.of", [FAST]),
        (_duplicate_of_a_promise, "materials.3.rule.of", [PREMISES, FAST]),
        (_produced_too_late, "materials.5.rule.by", [FAST]),
        (_merged_into_a_hidden_block, "materials.7.rule.into", [LIT]),
        (_asked_by_a_hidden_field, "materials.2.rules.0.subject.title_number", [PREMISES, NO_SIGN]),
        (_open_to_the_barred, "items.1.commitment.when", [FAST, BARRED]),
        (_promised_by_the_barred, "materials.4.rules.0", [AREA, BARRED]),
        (_letter_of_the_barred, "papers.0.when", [FAST, BARRED]),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_the_fewest_answers_that_break_it_are_named(
    spoil: Callable[[Document], None], place: str, answers: Answers
) -> None:
    found = {".".join(map(str, one.place)): one for one in findings(spoil)}
    assert place in found, found
    finding = found[place]
    assert [(one.question.zh, one.answer.zh) for one in finding.answers] == answers
    assert all(f"“{asked}”答“{said}”" in finding.problem for asked, said in answers)
    assert finding.remedy


def test_what_breaks_at_the_defaults_says_so() -> None:
    def spoil(d: Document) -> None:
        part(d, "M02")["when"] = "fast"

    (finding, *_others) = [one for one in findings(spoil) if one.place == ("items", 0, "key")]
    assert finding.answers == ()
    assert "都按默认回答" in finding.problem


# ── What is wrong under all answers ────────────────────────────────────────────────────────────


def _unreachable_item(d: Document) -> None:
    part(d, "K3")["when"] = "area > 50 && !(area > 50)"


def _unreachable_question(d: Document) -> None:
    part(d, "lit_sign")["when"] = "has_sign && !has_sign"


def _unreachable_field(d: Document) -> None:
    part(d, "sign")["fields"].append({"key": "x", "label": text("字"), "when": "!has_sign"})


def _unreachable_material(d: Document) -> None:
    part(d, "M08")["when"] = "!has_sign"


def _unreachable_rule(d: Document) -> None:
    first = part(d, "M03")["rules"][0]
    part(d, "M03")["rules"].insert(1, {**first, "kind": "inspection", "source": None})
    for key in ("register", "subject"):
        part(d, "M03")["rules"][1].pop(key)


def _unreachable_last_rule(d: Document) -> None:
    part(d, "M03")["rules"][0]["when"] = 'premises == "owned" || premises == "rented"'


def _unreachable_letter(d: Document) -> None:
    part(d, "promise").update(when="lit_sign && !has_sign", kind="pledge")


def _letter_of_no_planned_item(d: Document) -> None:
    part(d, "promise").update(when="!has_sign", items=["K3"], kind="pledge")


def _unreachable_consent(d: Document) -> None:
    d["consents"] = [
        {
            "key": "lamps",
            "title": text("灯光"),
            "text": text("同意。"),
            "when": "lit_sign && !has_sign",
        }
    ]


def _unused_field(d: Document) -> None:
    part(d, "shop")["fields"].append({"key": "colour", "label": text("颜色")})
    part(d, "K1")["fields"] = ["shop.title_number", "questions.premises"]


def _unused_question(d: Document) -> None:
    d["questions"].append({**part(d, "fast"), "key": "colourful"})


def _one_choice_only(d: Document) -> None:
    del part(d, "premises")["choices"][0]
    part(d, "M03")["rules"] = [{"kind": "keep"}]


def _unused_cut(d: Document) -> None:
    part(d, "area")["cuts"] = [50, 300]


def _undeclared_cut(d: Document) -> None:
    part(d, "K2")["when"] = "area > 60 || fast"


def _compared_as_at_least(d: Document) -> None:
    part(d, "K2")["when"] = "area >= 50 || fast"


def _reckoned_with(d: Document) -> None:
    part(d, "K2")["when"] = "area * 2 > 50 || fast"


def _number_as_word(d: Document) -> None:
    part(d, "K3")["when"] = 'has_sign && area != "50"'


def _unknown_name(d: Document) -> None:
    part(d, "K3")["needs"][0]["when"] = "has_sing"


def _unknown_choice(d: Document) -> None:
    part(d, "M03")["rules"][0]["when"] = 'premises == "bought"'


def _promise_over_the_law(d: Document) -> None:
    part(d, "K2")["promised"]["amount"] = "21"


def _commitment_over_the_law(d: Document) -> None:
    part(d, "K2")["commitment"]["promised"]["amount"] = "2"


def _other_materials(d: Document) -> None:
    part(d, "M07")["name"] = text("法律法规规定的其他材料", "Other documents")


def _other_requirement(d: Document) -> None:
    part(d, "K2")["requirements"][3]["name"] = text("其他有关证明文件", "Plan")


def _unprintable(d: Document) -> None:
    part(d, "promise")["text"]["zh"] = "本人承诺\U0001f600。"


def _no_such_template(d: Document) -> None:
    part(d, "K2")["result"]["template"] = "diploma"


def _unknown_register(d: Document) -> None:
    part(d, "M03")["rules"][0]["register"] = "stars"


def _unknown_parameter(d: Document) -> None:
    part(d, "M03")["rules"][0]["subject"] = {"colour": "shop.title_number"}


def _subject_of_no_field(d: Document) -> None:
    part(d, "M03")["rules"][0]["subject"] = {"title_number": "shop.colour"}


def _soft_need_without_within(d: Document) -> None:
    part(d, "K3")["needs"] = [{"item": "K1", "soft": True}]


def _produced_by_the_unseen(d: Document) -> None:
    part(d, "K2")["sees"] = []


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_unreachable_item, "items.2.when"),
        (_unreachable_question, "questions.3.when"),
        (_unreachable_field, "blocks.1.fields.1.when"),
        (_unreachable_material, "materials.7.items"),
        (_unreachable_rule, "materials.2.rules.1.when"),
        (_unreachable_last_rule, "materials.2.rules.0.when"),
        (_unreachable_letter, "papers.0.when"),
        (_letter_of_no_planned_item, "papers.0"),
        (_unreachable_consent, "consents.0.when"),
        (_unused_field, "blocks.0.fields.2"),
        (_unused_question, "questions.5"),
        (_one_choice_only, "questions.1"),
        (_unused_cut, "questions.0.cuts.1"),
        (_undeclared_cut, "items.1.when"),
        (_compared_as_at_least, "items.1.when"),
        (_reckoned_with, "items.1.when"),
        (_number_as_word, "items.2.when"),
        (_unknown_name, "items.2.needs.0.when"),
        (_unknown_choice, "materials.2.rules.0.when"),
        (_promise_over_the_law, "items.1.key"),
        (_commitment_over_the_law, "items.1.commitment"),
        (_other_materials, "materials.6.name"),
        (_other_requirement, "items.1.key"),
        (_unprintable, "papers.0.text.zh"),
        (_no_such_template, "items.1.template"),
        (_unknown_register, "materials.2.rules.0.register"),
        (_unknown_parameter, "materials.2.rules.0.subject"),
        (_subject_of_no_field, "materials.2.rules.0.subject.title_number"),
        (_soft_need_without_within, "materials.5.rule.by"),
        (_produced_by_the_unseen, "materials.5.rule.by"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_is_wrong_for_everybody_is_found(
    spoil: Callable[[Document], None], place: str
) -> None:
    found = {".".join(map(str, one.place)): one for one in findings(spoil)}
    assert place in found, found
    assert all(one.problem and one.remedy for one in found.values())


def test_a_soft_need_may_bring_what_may_follow() -> None:
    def soften(d: Document) -> None:
        part(d, "K3")["needs"] = [{"item": "K1", "soft": True}]
        within: dict[str, Any] = {"amount": "5", "day_kind": "working"}
        rows = [{**part(d, "M06"), "items": ["K2"]}, {**part(d, "M06"), "key": "M09"}]
        rows[1].update(items=["K3"], rules=[{"kind": "produced_by", "by": "K1", "within": within}])
        d["materials"] = [one for one in d["materials"] if one["key"] != "M06"] + rows

    assert findings(soften) == ()


def test_what_only_a_place_switches_off_is_no_mistake() -> None:
    def local(d: Document) -> None:
        d["values"] = {"free_area": 500}
        part(d, "area")["cuts"] = [500]
        part(d, "K2")["when"] = "area > local.free_area"
        part(d, "M05")["rules"][0]["when"] = "fast && !barred"

    assert findings(local) == ()


def test_too_many_questions_in_one_statement_are_refused() -> None:
    def pile_up(d: Document) -> None:
        more = [{**part(d, "fast"), "key": f"more_{number}"} for number in range(15)]
        d["questions"] += more
        part(d, "K3")["when"] = " || ".join(["has_sign", *(one["key"] for one in more)])

    (finding,) = findings(pile_up)
    assert finding.place == ("questions", 2)
    assert "more_14" in finding.problem
