from typing import Any

import pytest
from django.test import Client

from bundles.casework.models import Event, Filing, Submission
from tests.web.company import begin, filed, fill, hand_in_files, submit


@pytest.fixture
def ready(his: Client) -> str:
    """Everything filled in and uploaded."""
    case = begin(his)
    fill(his, case)
    hand_in_files(his, case)
    return case


def the_case() -> Submission:
    return Submission.objects.get()


def test_the_page_shows_every_answer_with_a_link_to_change_it(his: Client, ready: str) -> None:
    page = his.get(f"{ready}review/").content.decode()
    for shown in ("牧歌", "1,000,000.00 元", "152531199003072518", "2029年12月31日", "M07.pdf"):
        assert shown in page
    assert f"{ready}form/capital/?back=review" in page


def test_what_was_reviewed_is_handed_in_as_it_was(his: Client, ready: str) -> None:
    assert submit(his, ready)["Location"] == ready
    assert the_case().status == "submitted"
    assert the_case().number.startswith("YJS152571")
    assert Filing.objects.get().content["answers"]["blocks"]["capital"] == {"amount": "1000000.00"}


def test_each_consent_is_on_record(his: Client, ready: str) -> None:
    submit(his, ready)
    event = Event.objects.get(kind="submission.agreed")
    assert event.data["agreed"].split(",") == ["truth", "sharing", "sensitive"]


def test_a_second_submit_shows_the_case_and_does_nothing(his: Client, ready: str) -> None:
    page = his.get(f"{ready}review/")
    agree = [key for key, *_rest in page.context["agreements"]]
    form = {"reviewed": page.context["reviewed"], "agree": agree}
    first = submit(his, ready)
    number = the_case().number
    second = his.post(f"{ready}review/", form)
    assert first["Location"] == second["Location"] == ready
    assert the_case().number == number
    assert Filing.objects.count() == 1


def test_a_change_after_the_review_shows_the_review_again(his: Client, ready: str) -> None:
    page = his.get(f"{ready}review/")
    his.post(f"{ready}form/scope/", {"main_activity": "乳制品生产", "text": "别的"})
    answer = submit(his, ready, reviewed=page.context["reviewed"])
    assert answer.status_code == 409
    assert "请重新核对" in answer.content.decode()
    assert "别的" in answer.content.decode()
    assert the_case().status == "draft"


@pytest.mark.parametrize("agree", [[], ["truth"], ["truth", "sharing", "nonsense"]])
def test_every_consent_has_to_be_ticked(his: Client, ready: str, agree: list[str]) -> None:
    answer = submit(his, ready, agree=agree)
    assert answer.status_code == 422
    assert "敏感个人信息" in answer.content.decode()
    assert the_case().status == "draft"


@pytest.mark.parametrize("reviewed", ["", "0" * 64, "\0", "x" * 10_000])
def test_an_invented_hash_hands_in_nothing(his: Client, ready: str, reviewed: str) -> None:
    assert submit(his, ready, reviewed=reviewed).status_code == 409
    assert the_case().status == "draft"


def test_an_incomplete_form_names_what_is_missing(his: Client, ready: str) -> None:
    his.post(f"{ready}form/capital/", {"amount": "", "then": "later"})
    page = his.get(f"{ready}review/")
    assert not page.context["ready"]
    assert "请填写注册资本" in page.content.decode()
    answer = submit(his, ready)
    assert answer.status_code == 422
    assert the_case().number is None


def test_a_missing_file_is_named(his: Client, library: None) -> None:
    case = begin(his)
    fill(his, case)
    answer = submit(his, case)
    assert answer.status_code == 422
    assert "还没有上传：公司章程" in answer.content.decode()


def test_nobody_else_reviews_or_submits(his: Client, hers: Client, ready: str) -> None:
    reviewed = his.get(f"{ready}review/").context["reviewed"]
    assert hers.get(f"{ready}review/").status_code == 404
    form: dict[str, Any] = {"reviewed": reviewed, "agree": ["truth", "sharing", "sensitive"]}
    assert hers.post(f"{ready}review/", form).status_code == 404
    assert Client().post(f"{ready}review/", form)["Location"].startswith("/accounts/login/")
    assert the_case().status == "draft"


def test_without_its_token_the_form_is_refused_and_nothing_handed_in(
    his: Client, ready: str, wang: Any
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(wang)
    answer = strict.post(f"{ready}review/", {"reviewed": "", "agree": []})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()
    assert the_case().status == "draft"


def test_a_case_handed_in_has_no_review_page_any_more(his: Client, wang: Any) -> None:
    case = filed(his)
    assert his.get(f"{case}review/")["Location"] == case
