"""The guide on a telephone, walked from the page of a bundle to a draft: with scripts and without.

Nobody signs in before the list is there, and axe finds nothing on the way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bundles.catalogue import versions
from bundles.catalogue.definition import Question, Version
from tests.accounts.people import applicant_user
from tests.restaurants import publish_restaurant

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
FINDINGS = "async () => (await axe.run()).violations.map(one => one.id + ': ' + one.help)"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
MOST_PAGES = 40


@pytest.fixture
def restaurant(transactional_db: None, library: None, settings: Any) -> Iterator[Version]:
    versions.forget()
    yield versions.version(publish_restaurant().pk)
    versions.forget()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def context(
    request: pytest.FixtureRequest, browser: Browser, live_server: Any
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=live_server.url,
        locale="zh-CN",
        viewport={"width": 375, "height": 812},
        java_script_enabled=request.param,
    )
    context.scripted = request.param  # type: ignore[attr-defined]
    context.set_default_timeout(20_000)
    yield context
    context.close()


def look(page: Page) -> None:
    if not page.context.scripted:  # type: ignore[attr-defined]
        return
    page.evaluate(AXE)
    assert page.evaluate(FINDINGS) == [], page.url
    assert not page.evaluate(TOO_WIDE), page.url


def answer(page: Page, question: Question) -> None:
    """As the bundle takes for usual."""
    value = question.default
    match question.type:
        case "integer":
            page.get_by_label(question.text.zh).fill(str(value))
        case "choice" if len(question.choices) >= 7:
            page.locator(f"select[name={question.key}]").select_option(str(value))
        case "choices":
            assert isinstance(value, tuple)
            for one in value:
                press(page, question.key, one)
        case "yes_no":
            press(page, question.key, "yes" if value else "no")
        case "choice":
            press(page, question.key, str(value))


def press(page: Page, name: str, value: str) -> None:
    """The words beside the button, as a finger would."""
    button = page.locator(f"input[name={name}][value={value}]")
    page.locator(f"label[for={button.get_attribute('id')}]").click()
    expect(button).to_be_checked()


def walk(page: Page, version: Version) -> int:
    """Question by question until all answers are there to check; how many were asked."""
    seen: set[str] = set()
    for number in range(MOST_PAGES):
        if "/guide/check/" in page.url:
            return number
        key = page.locator("input[name=asked]").get_attribute("value")
        question = version.questions_by_key[str(key)]
        if question.type not in seen:  # one of each kind is enough for axe
            look(page)
        seen.add(question.type)
        answer(page, question)
        page.get_by_role("button", name="继续").click()
    raise AssertionError(page.url)


def test_a_restaurant_keeper_walks_from_the_questions_to_the_draft(
    context: BrowserContext, restaurant: Version, live_server: Any
) -> None:
    page = context.new_page()
    page.goto(f"/bundles/{restaurant.division.code}/{restaurant.code}/")
    page.get_by_role("link", name="看我的清单").click()
    page.get_by_role("button", name="继续").click()
    expect(page.get_by_role("alert")).to_be_visible()
    asked = walk(page, restaurant)
    assert 0 < asked <= len(restaurant.questions)
    look(page)

    page.get_by_role("link", name="修改").first.click()
    page.get_by_role("button", name="继续").click()
    page.get_by_role("link", name="看我的清单").click()
    expect(page.get_by_role("heading", name="您的清单")).to_be_visible()
    look(page)
    kept = page.url

    page.get_by_role("link", name="换一个回答，看看会怎样").click()
    look(page)
    page.get_by_role("link", name="换一个").first.click()
    page.get_by_role("button", name="看看会怎样").click()
    look(page)
    page.get_by_role("link", name="不改，回到我的清单").click()
    assert page.url == kept

    client = Client()
    client.force_login(applicant_user())
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(kept)
    look(page)
    page.get_by_role("button", name="开始填写").click()
    expect(page.get_by_text("已经带过来")).to_be_visible()
    look(page)
