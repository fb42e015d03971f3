"""From the list into a draft: the answers come along, and nothing is overwritten."""

from uuid import uuid4

import pytest
from django.test import Client

from bundles.casework.models import Submission
from tests.web.guide.test_walk import ALL, BASE

pytestmark = pytest.mark.usefixtures("library")


def begin(client: Client, token: str) -> str:
    answer = client.post(f"{BASE}start/{ALL}", {"token": token})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_the_answers_are_in_the_draft_and_not_asked_again(his: Client) -> None:
    where = begin(his, str(uuid4()))
    draft = Submission.objects.get()
    assert draft.answers["questions"]["hires_staff"] is False
    assert draft.answers["questions"]["extra_seals"] == ["finance", "invoice"]
    page = his.get(where).content.decode()
    assert "已经带过来" in page
    questions = next(one for one in his.get(where).context["chapters"][0][1])
    assert questions.progress == "done"


def test_a_page_sent_twice_overwrites_nothing(his: Client) -> None:
    token = str(uuid4())
    where = begin(his, token)
    case = where.removesuffix("form/")
    his.post(f"{case}form/questions/premises/", {"premises": "owned", "then": "on"})
    assert begin(his, token) == where
    assert Submission.objects.get().answers["questions"]["premises"] == "owned"


def test_who_is_not_signed_in_is_led_back_to_the_list(client: Client) -> None:
    answer = client.post(f"{BASE}start/{ALL}", {"token": str(uuid4())})
    assert answer["Location"].startswith("/accounts/login/?next=/bundles/")
    assert not Submission.objects.exists()


def test_the_address_of_the_button_leads_to_the_list(his: Client) -> None:
    answer = his.get(f"{BASE}start/{ALL}")
    assert answer["Location"] == f"{BASE}list/{ALL}"


def test_an_open_question_starts_nothing(his: Client) -> None:
    answer = his.post(f"{BASE}start/?premises=rented", {"token": str(uuid4())})
    assert answer.status_code == 302
    assert not Submission.objects.exists()
