"""Answers: what is wrong is named in its place, what is hidden is dropped."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from bundles.catalogue.answers import Problem, check, check_block, only
from bundles.catalogue.definition import Version
from tests.catalogue.library import company_answers

Answers = dict[str, Any]


def problems(version: Version, answers: Any) -> dict[str, str]:
    return {problem.path: problem.code for problem in check(version, answers).problems}


def test_a_complete_form_is_returned_as_it_is(company: Version, answers: Answers) -> None:
    checked = check(company, answers)
    assert checked.problems == ()
    assert checked.complete
    assert checked.values == answers


def test_an_empty_form_names_every_question_and_required_field(company: Version) -> None:
    found = problems(company, {})
    assert found["questions.hires_staff"] == "required"
    assert found["legal_representative.id_number"] == "required"
    assert found["shareholders"] == "too_few"
    assert "company_name.second_choice" not in found
    assert "agent.name" not in found, "nobody said there is an agent"


def test_shareholders_must_add_up_to_the_capital(company: Version, answers: Answers) -> None:
    answers["blocks"]["shareholders"][1]["amount"] = "399999.99"
    (problem,) = check(company, answers).problems
    assert (problem.path, problem.code) == ("shareholders", "adds_up")
    assert "不等于注册资本" in str(problem.message)
    with translation.override("en"):
        assert "do not add up" in str(problem.message)


@pytest.mark.parametrize(
    ("where", "value", "code"),
    [
        ("legal_representative.id_number", "152531199003072519", "resident_id"),
        ("legal_representative.phone", "12345", "phone"),
        ("legal_representative.name", "张\x00敏", "unprintable"),
        ("legal_representative.name", "张\ud800敏", "unprintable"),
        ("legal_representative.name", "ᠮᠣᠩᠭᠣᠯ", "unprintable"),
        ("legal_representative.name", "张" * 51, "too_long"),
        ("legal_representative.name", 17, "wrong_type"),
        ("legal_representative.name", {"zh": "张敏"}, "wrong_type"),
        ("company_name.trade_name", "Muge", "pattern"),
        ("company_name.form", "co_ltd ", "not_a_choice"),
        ("capital.amount", "1e6", "not_an_amount"),
        ("capital.amount", "1000000.001", "not_an_amount"),
        ("capital.amount", "-5", "not_an_amount"),
        ("capital.amount", "0", "too_small"),
        ("capital.amount", 1000000.0, "wrong_type"),
        ("registered_address.lease_until", "2029-02-30", "not_a_date"),
        ("registered_address.lease_until", "20290228", "not_a_date"),
        ("liaison.email", "mail@", "email"),
        ("fund.ratio", "8.5", "not_a_number"),
        ("fund.ratio", True, "wrong_type"),
        ("fund.ratio", 13, "ratio_within_local_limits"),
        ("tax.invoice_kinds", ["digital_plain", "gold"], "not_a_choice"),
        ("insurance.first_month", "2026-13", "pattern"),
    ],
)
def test_a_wrong_value_is_named_where_it_stands(
    company: Version, answers: Answers, where: str, value: Any, code: str
) -> None:
    block, field = where.split(".")
    answers["blocks"][block][field] = value
    assert problems(company, answers).get(where) == code


def test_an_unprintable_character_is_refused_by_name(company: Version, answers: Answers) -> None:
    answers["blocks"]["liaison"]["name"] = "巴ᠮ图"
    (problem,) = check(company, answers).problems
    assert "「ᠮ」（U+182E）" in str(problem.message)


def test_a_local_limit_is_told_in_its_figures(company: Version, answers: Answers) -> None:
    answers["blocks"]["fund"]["ratio"] = 13
    (problem,) = check(company, answers).problems
    assert "5 至 12" in str(problem.message)


def test_rare_characters_that_can_be_printed_are_accepted(
    company: Version, answers: Answers
) -> None:
    answers["blocks"]["liaison"]["name"] = "𠮷龘·㐂"
    assert check(company, answers).problems == ()


def test_what_an_input_method_types_full_width_becomes_plain(
    company: Version, answers: Answers
) -> None:
    answers["blocks"]["capital"]["amount"] = "１，０００，０００"
    answers["blocks"]["fund"]["ratio"] = "８"
    answers["blocks"]["legal_representative"]["phone"] = " 138 0479 0001 "
    checked = check(company, answers)
    assert checked.problems == ()
    assert checked.values == company_answers()


def test_unknown_parts_are_refused_at_every_level(company: Version, answers: Answers) -> None:
    answers["extra"] = 1
    answers["questions"]["extra"] = 1
    answers["blocks"]["extra"] = {}
    answers["blocks"]["capital"]["extra"] = "1"
    answers["blocks"]["shareholders"][0]["ex\x00tra"] = "1"
    assert problems(company, answers) == {
        "extra": "unknown_field",
        "questions.extra": "unknown_field",
        "blocks.extra": "unknown_field",
        "capital.extra": "unknown_field",
        "shareholders.0.ex?tra": "unknown_field",
    }


def test_hidden_blocks_and_fields_are_dropped_whatever_they_hold(
    company: Version, answers: Answers
) -> None:
    answers["questions"]["hires_staff"] = False
    answers["blocks"]["staff"] = [{"id_number": "nonsense"}]
    answers["questions"]["premises"] = "owned"
    answers["blocks"]["delivery"]["address"] = "不再需要"
    checked = check(company, answers)
    assert checked.problems == ()
    assert not {"staff", "insurance", "fund"} & checked.values["blocks"].keys()
    assert set(checked.values["blocks"]["registered_address"]) == {"division", "address", "phone"}
    assert checked.values["blocks"]["delivery"] == {"way": "window"}


FOR_IT = {"representative_name": "李卫民", "representative_id": "152502198511220015"}
"""Who signs for a shareholder that is an organisation."""


def test_a_field_follows_the_row_it_stands_in(company: Version, answers: Answers) -> None:
    answers["questions"]["shareholder_kind"] = "both"
    zhang, li = answers["blocks"]["shareholders"]
    zhang["kind"], li["kind"] = "person", "corporate"
    found = problems(company, answers)
    assert found == {
        "shareholders.1.uscc": "required",
        "shareholders.1.representative_name": "required",
        "shareholders.1.representative_id": "required",
    }
    li.update(FOR_IT, uscc="91152531MADEM0011W")
    checked = check(company, answers)
    assert checked.problems == ()
    assert "id_number" not in checked.values["blocks"]["shareholders"][1]


@pytest.mark.parametrize(("rows", "code"), [(0, "too_few"), (51, "too_many")])
def test_shareholders_are_one_to_fifty(
    company: Version, answers: Answers, rows: int, code: str
) -> None:
    answers["blocks"]["shareholders"] = answers["blocks"]["shareholders"][:1] * rows
    assert problems(company, answers)["shareholders"] == code


def test_fifty_shareholders_are_accepted(company: Version, answers: Answers) -> None:
    answers["questions"]["shareholder_kind"] = "corporate"
    answers["blocks"]["capital"]["amount"] = "50.00"
    answers["blocks"]["shareholders"] = [
        {**answers["blocks"]["shareholders"][0], **FOR_IT, "uscc": code, "amount": "1"}
        for code in _credit_codes(50)
    ]
    assert check(company, answers).problems == ()


def test_the_legal_representative_is_a_director_or_manager(
    company: Version, answers: Answers
) -> None:
    answers["blocks"]["officers"][0].update(name="李卫民", id_number="152502198511220015")
    assert {problem.code for problem in check(company, answers).problems} == {
        "supervisor_apart",
        "representative_among_them",
    }


def test_one_page_is_checked_for_itself(company: Version, answers: Answers) -> None:
    del answers["blocks"]["bank"]
    assert check_block(company, answers, "shareholders") == ()
    assert {problem.path for problem in check_block(company, answers, "bank")} == {
        "bank.branch",
        "bank.visit_on",
        "bank.account_use",
    }
    assert check_block(company, answers, "questions") == ()
    assert check_block(company, {}, "agent") == (), "hidden while nobody has an agent"


def test_a_rule_waits_on_its_page_for_the_other_block(company: Version, answers: Answers) -> None:
    answers["blocks"]["capital"] = {"amount": "1"}
    assert [one.code for one in check_block(company, answers, "shareholders")] == ["adds_up"]
    assert check_block(company, answers, "capital") == ()
    del answers["blocks"]["capital"]
    assert check_block(company, answers, "shareholders") == ()
    assert "shareholders" not in problems(company, answers)


def test_an_item_gets_only_what_it_declares(company: Version, answers: Answers) -> None:
    seen = only(company, check(company, answers).values, "E2")
    assert set(seen["blocks"]) == {"seals", "legal_representative"}
    assert set(seen["questions"]) == {"extra_seals"}
    staff = only(company, check(company, answers).values, "E4")
    assert staff["blocks"]["liaison"] == {"name": "李卫民", "phone": "13804790002"}
    assert staff["blocks"]["staff"] == answers["blocks"]["staff"]


def test_every_problem_speaks_both_languages(company: Version) -> None:
    broken = {"blocks": {"capital": {"amount": "x"}, "staff": "all", "shareholders": [3]}}
    for problem in check(company, broken).problems:
        assert isinstance(problem, Problem)
        with translation.override("zh-hans"):
            assert any("一" <= character <= "鿿" for character in str(problem.message))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=json_values, data=st.data())
def test_no_input_makes_the_check_fail(company: Version, value: Any, data: st.DataObject) -> None:
    answers = company_answers()
    block = data.draw(st.sampled_from(sorted(answers["blocks"])))
    if isinstance(answers["blocks"][block], dict) and data.draw(st.booleans()):
        field = data.draw(st.sampled_from(sorted(answers["blocks"][block])))
        answers["blocks"][block][field] = value
    else:
        answers["blocks"][block] = value
    answers["questions"][data.draw(st.sampled_from(sorted(answers["questions"])))] = value
    for form in (answers, value, {"blocks": value, "questions": value}):
        for problem in check(company, form).problems:
            assert str(problem.message)
            assert "\x00" not in problem.path


def _credit_codes(count: int) -> list[str]:
    bodies = (f"91152531MADEM{number:04d}" for number in range(1, count + 1))
    return [body + uscc.calc_check_digit(body) for body in bodies]
