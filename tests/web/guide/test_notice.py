"""The one-time notice: the list on paper, the same again for the same answers."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from departments.models import Hall
from portal.web.guide import notice
from tests.web.guide.test_walk import ALL, BASE

pytestmark = pytest.mark.usefixtures("library")


def words(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_it_says_everything_that_is_to_be_known_on_two_pages_at_most(client: Client) -> None:
    answer = client.get(f"{BASE}notice.pdf{ALL}")
    assert answer["Content-Type"] == "application/pdf"
    assert len(PdfReader(BytesIO(answer.content)).pages) <= 2
    text = words(answer.content).replace(" ", "")
    for part in ("一次告知单", "公司章程", "公司设立登记", "营业执照", "09:00", "第十六条"):
        assert part in text
    assert "员工参保登记" not in text


def test_the_same_answers_print_the_same_bytes_and_others_do_not(client: Client) -> None:
    first = client.get(f"{BASE}notice.pdf{ALL}").content
    again = client.get(f"{BASE}notice.pdf{ALL}", headers={"accept-language": "en"}).content
    other = client.get(f"{BASE}notice.pdf{ALL.replace('has_agent=no', 'has_agent=yes')}").content
    assert first == again
    assert first != other


def test_more_answers_than_a_code_holds_lead_to_the_bundle(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(notice, "LONGEST_LINK", 60)
    monkeypatch.setattr(notice, "notice_pdf", lambda told: printed.append(told.link) or b"")
    client.get(f"{BASE}notice.pdf{ALL}")
    assert [link.partition("://")[2].partition("/")[2] for link in printed] == [
        BASE.removesuffix("guide/").strip("/") + "/"
    ]


def test_a_hall_whose_name_cannot_be_printed_is_told_in_words(client: Client) -> None:
    Hall.objects.filter(code="wlg-hall").update(address="欢乐路😀号")
    answer = client.get(f"{BASE}notice.pdf{ALL}")
    assert answer.status_code == 409
    assert "打印不出来" in answer.content.decode()
