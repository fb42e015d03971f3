from typing import Any

import pytest
from django.test import Client

from bundles.casework.models import Submission
from tests.web.company import QUESTIONS, SINGLE, begin, filed


def answers() -> dict[str, Any]:
    return Submission.objects.get().answers


@pytest.fixture
def case(his: Client) -> str:
    return begin(his)


def test_a_right_page_is_kept_in_canonical_form_and_goes_on(his: Client, case: str) -> None:
    his.post(f"{case}form/questions/", QUESTIONS)
    answer = his.post(f"{case}form/capital/", {"amount": "１,000,000"})
    assert answer["Location"] == f"{case}form/legal_representative/"
    assert answers()["blocks"]["capital"] == {"amount": "1000000.00"}
    assert answers()["questions"]["hires_staff"] is True


def test_a_wrong_page_is_kept_too_and_says_what_is_wrong(his: Client, case: str) -> None:
    wrong = SINGLE["legal_representative"] | {"id_number": "152531199003072519"}
    answer = his.post(f"{case}form/legal_representative/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "校验位" in page
    assert 'href="#f-id_number"' in page
    assert answers()["blocks"]["legal_representative"]["id_number"] == "152531199003072519"
    assert "校验位" in his.get(f"{case}form/legal_representative/").content.decode()


def test_saving_for_later_complains_about_nothing(his: Client, case: str) -> None:
    answer = his.post(f"{case}form/capital/", {"amount": "", "then": "later"})
    assert answer["Location"] == f"{case}form/"
    assert answers()["blocks"]["capital"] == {"amount": ""}


def test_an_untouched_page_shows_no_errors(his: Client, case: str) -> None:
    page = his.get(f"{case}form/capital/")
    assert not page.context["problems"]
    assert "error-summary" not in page.content.decode()


def test_a_field_appears_when_another_is_answered_without_any_script(
    his: Client, case: str
) -> None:
    answer = his.post(f"{case}form/company_type/", {"type": "one_person", "term": "limited"})
    assert answer.status_code == 422
    assert 'name="until"' in answer.content.decode()


def test_looking_draws_the_controls_anew_and_keeps_nothing(his: Client, case: str) -> None:
    answer = his.post(
        f"{case}form/company_type/",
        {"term": "limited", "then": "look"},
        headers={"hx-request": "true"},
    )
    assert answer.status_code == 200
    assert 'name="until"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "company_type" not in answers()["blocks"]


@pytest.mark.parametrize(
    ("block", "field", "value"),
    [
        ("company_name", "trade_name", "牧\0歌"),
        ("scope", "text", "乳制品\0"),
        ("capital", "amount", "1\0"),
        ("legal_representative", "id_number", "\0" * 18),
        ("company_type", "type", "held\0"),
        ("registered_address", "lease_until", "2029-12-\0"),
        ("bank", "visit_on", "\0"),
    ],
)
def test_a_null_character_anywhere_gets_a_message(
    his: Client, case: str, block: str, field: str, value: str
) -> None:
    his.post(f"{case}form/questions/", QUESTIONS)
    answer = his.post(f"{case}form/{block}/", SINGLE[block] | {field: value})
    assert answer.status_code == 422
    (problem,) = [one for one in answer.context["problems"] if one.path == f"{block}.{field}"]
    assert str(problem.message)
    assert his.get(f"{case}form/{block}/", follow=True).status_code == 200
    assert his.get(f"{case}review/").status_code == 200


def test_a_null_character_in_a_question_gets_a_message(his: Client, case: str) -> None:
    answer = his.post(f"{case}form/questions/", QUESTIONS | {"premises": "ren\0ted"})
    assert answer.status_code == 422
    assert "公司的住所是怎么来的" in str(answer.context["problems"][0].message)


def test_answers_decide_which_pages_there_are(his: Client, case: str) -> None:
    his.post(f"{case}form/questions/", QUESTIONS | {"hires_staff": "no"})
    assert his.get(f"{case}form/staff/").status_code == 404
    his.post(f"{case}form/questions/", QUESTIONS)
    assert his.get(f"{case}form/staff/").status_code == 200


def test_changing_from_the_check_page_leads_back_to_it(his: Client, case: str) -> None:
    answer = his.post(f"{case}form/capital/?back=review", {"amount": "1000000"})
    assert answer["Location"] == f"{case}review/"


def test_values_of_unknown_fields_are_not_kept(his: Client, case: str) -> None:
    his.post(f"{case}form/capital/", {"amount": "5", "is_admin": "yes"})
    assert set(answers()["blocks"]["capital"]) == {"amount"}


def test_an_enormous_value_is_told_and_not_kept_whole(his: Client, case: str) -> None:
    values = SINGLE["scope"] | {"text": "乳" * 100_000}
    answer = his.post(f"{case}form/scope/", values)
    assert answer.status_code == 422
    assert len(answers()["blocks"]["scope"]["text"]) == 5000


@pytest.mark.parametrize("page", ["nothing", "questions2", "shareholder"])
def test_an_unknown_page_is_404(his: Client, case: str, page: str) -> None:
    assert his.get(f"{case}form/{page}/").status_code == 404


def test_nobody_else_sees_or_changes_a_page(his: Client, hers: Client, case: str) -> None:
    assert hers.get(f"{case}form/capital/").status_code == 404
    assert hers.post(f"{case}form/capital/", {"amount": "1"}).status_code == 404
    assert hers.get(f"{case}form/").status_code == 404
    assert answers()["blocks"] == {}


def test_who_is_not_signed_in_comes_back_here(case: str) -> None:
    answer = Client().get(f"{case}form/capital/")
    assert answer["Location"] == f"/accounts/login/?next={case}form/capital/"


def test_a_case_handed_in_is_not_edited_any_more(his: Client, wang: Any) -> None:
    case = filed(his)
    before = Submission.objects.get().answers
    answer = his.post(f"{case}form/capital/", {"amount": "5"})
    assert answer["Location"] == case
    assert Submission.objects.get().answers == before


def test_a_date_that_is_none_is_shown_as_it_was_typed(his: Client, case: str) -> None:
    his.post(f"{case}form/company_type/", {"term": "limited", "until": "明年春天"})
    page = his.get(f"{case}form/company_type/term/").content.decode()
    assert 'value="明年春天"' in page
