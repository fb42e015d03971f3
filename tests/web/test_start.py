from uuid import uuid4

import pytest
from django.test import Client

from bundles.casework.models import Submission
from tests.web.company import START, begin


def test_the_button_makes_a_draft_of_the_current_version(his: Client) -> None:
    case = begin(his)
    draft = Submission.objects.get()
    assert draft.status == "draft"
    assert draft.hall.code == "wlg-hall"
    assert his.get(f"{case}form/").status_code == 200


def test_a_double_click_makes_one_draft(his: Client) -> None:
    token = str(uuid4())
    assert begin(his, token) == begin(his, token)
    assert Submission.objects.count() == 1


def test_somebody_elses_token_is_404_and_starts_nothing(his: Client, hers: Client) -> None:
    token = str(uuid4())
    begin(his, token)
    assert hers.post(START, {"token": token}).status_code == 404
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("token", ["", "1", "\0", "x" * 5000])
def test_without_a_token_of_the_page_nothing_is_started(his: Client, token: str) -> None:
    assert his.post(START, {"token": token}).status_code == 404
    assert not Submission.objects.exists()


def test_an_unknown_hall_falls_back_to_the_divisions_own(his: Client) -> None:
    his.post(START, {"token": str(uuid4()), "hall": "xl\0-hall"})
    assert Submission.objects.get().hall.code == "wlg-hall"


def test_who_is_not_signed_in_is_asked_to(client: Client, library: None) -> None:
    answer = client.post(START, {"token": str(uuid4())})
    assert answer["Location"].startswith("/accounts/login/")
    assert not Submission.objects.exists()


def test_an_official_cannot_apply(official: Client) -> None:
    answer = official.post(START, {"token": str(uuid4())})
    assert answer.status_code == 403
    assert "您不能查看" in answer.content.decode()


def test_coming_back_from_signing_in_leads_to_the_page_with_the_button(his: Client) -> None:
    assert his.get(START)["Location"] == START.removesuffix("start/")
