"""Another answer is looked at before it is given, and giving it loses nothing."""

import pytest
from django.test import Client

from bundles.casework.models import Submission
from tests.web.company import QUESTIONS, REPEATED, begin
from tests.web.guide.test_walk import ALL, BASE

pytestmark = pytest.mark.usefixtures("library")
HIRES = ALL.replace("hires_staff=no", "hires_staff=yes")


def test_the_page_tells_what_another_answer_changes_and_changes_nothing(client: Client) -> None:
    answer = client.get(f"{BASE}what-if/{HIRES}&change=hires_staff&to=no&tried=1")
    page = answer.content.decode()
    assert "员工参保登记" in page
    assert f"{BASE}list/{ALL}".replace("&", "&amp;") in page
    assert [row.what for row in answer.context["compared"] if row.differs][:2] == ["事项", "部门"]


def test_what_makes_no_difference_is_said(client: Client) -> None:
    page = client.get(f"{BASE}what-if/{HIRES}&change=hires_staff&to=yes").content.decode()
    assert "都不变" in page


def test_an_answer_that_is_none_is_told_beside_the_question(client: Client) -> None:
    answer = client.get(f"{BASE}what-if/{HIRES}&change=premises&to=castle")
    assert answer.status_code == 422
    assert "请选择一个答案" in answer.content.decode()


@pytest.fixture
def draft(his: Client) -> str:
    """The address of a draft with its questions answered and one member of staff."""
    case = begin(his)
    his.post(f"{case}form/questions/", QUESTIONS)
    his.post(f"{case}form/staff/add/", REPEATED["staff"][0] | {"row-id": "00000001"})
    return case


def stored() -> dict[str, object]:
    return dict(Submission.objects.get().answers)


def test_on_a_draft_looking_saves_nothing(his: Client, draft: str) -> None:
    before = stored()
    page = his.get(f"{draft}what-if/?change=hires_staff&to=no").content.decode()
    assert "会收起来" in page
    assert "员工名单" in page
    assert stored() == before


def apply(client: Client, draft: str, to: str, **changed: str) -> str:
    page = client.get(f"{draft}what-if/?change=hires_staff&to={to}")
    data = {"change": "hires_staff", "to": to, "tried": "1", "was": page.context["mark"]}
    answer = client.post(f"{draft}what-if/", data | changed)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_applied_it_is_saved_and_what_it_hides_can_be_put_back(his: Client, draft: str) -> None:
    rows = stored()["blocks"]["staff"]  # type: ignore[index]
    where = apply(his, draft, "no")
    assert stored()["questions"]["hires_staff"] is False  # type: ignore[index]
    assert not stored()["blocks"].get("staff")  # type: ignore[attr-defined]
    assert "恢复原来的回答" in his.get(where).content.decode()
    his.post(f"{draft}undo/")
    assert stored()["questions"]["hires_staff"] is True  # type: ignore[index]
    assert stored()["blocks"]["staff"] == rows  # type: ignore[index]


def test_applied_twice_is_applied_once(his: Client, draft: str) -> None:
    apply(his, draft, "no")
    after = stored()
    apply(his, draft, "no", was="")
    assert stored() == after


def test_a_draft_with_an_open_question_is_led_to_it(his: Client) -> None:
    case = begin(his)
    assert his.get(f"{case}what-if/")["Location"] == f"{case}form/questions/"


def test_a_question_the_form_does_not_ask_leads_to_those_it_does(
    his: Client, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.web.guide.draft.steps_of_questions", lambda *_: ())
    assert apply(his, draft, "no") == f"{draft}form/questions/"
    assert stored()["questions"]["hires_staff"] is True  # type: ignore[index]
