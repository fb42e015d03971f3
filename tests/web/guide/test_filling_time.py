"""How long the form takes is told wherever the form is, and never how long results wait."""

import re

import pytest
from django.test import Client

from tests.cases import publish_with
from tests.web.guide.test_notice import words
from tests.web.guide.test_walk import ALL, BASE

pytestmark = pytest.mark.usefixtures("library")
BUNDLE_PAGE = BASE.removesuffix("guide/")
LIST = f"{BASE}list/{ALL}"
NOTICE = f"{BASE}notice.pdf{ALL}"


def told(client: Client, address: str, language: str = "zh-hans") -> str:
    """The words of a page or a PDF, without tags and line ends."""
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    if answer["Content-Type"] == "application/pdf":
        return re.sub(r"\s+", "", words(answer.content))
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def minutes(text: str) -> set[str]:
    return set(re.findall(r"(\d+) ?(?:分钟|minutes?)", text))


@pytest.mark.parametrize("address", [BUNDLE_PAGE, LIST, NOTICE])
def test_a_longer_wait_for_the_bank_makes_the_form_no_longer(client: Client, address: str) -> None:
    publish_with(gather_minutes=120, filling_minutes=35)
    assert minutes(told(client, address)) == {"35"}


@pytest.mark.parametrize("address", [BUNDLE_PAGE, LIST, NOTICE])
def test_a_version_that_does_not_know_says_nothing(client: Client, address: str) -> None:
    publish_with(gather_minutes=120, filling_minutes=None)
    text = told(client, address)
    assert minutes(text) == set()
    assert "None" not in text
    assert "各部门的申请表都并在里面" in text


@pytest.mark.parametrize("address", [BUNDLE_PAGE, LIST])
def test_it_is_told_in_english_too(client: Client, address: str) -> None:
    publish_with(gather_minutes=120, filling_minutes=1)
    assert "about 1 minute." in told(client, address, "en")
    publish_with(gather_minutes=120, filling_minutes=35)
    assert "about 35 minutes." in told(client, address, "en")
    publish_with(gather_minutes=120, filling_minutes=None)
    assert minutes(told(client, address, "en")) == set()
