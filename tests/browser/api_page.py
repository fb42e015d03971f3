"""A department with nothing but its key and the API page: tries every call out there."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator

from portal.demo.people import Key
from tests.browser.screen import Screen


class ApiPage:
    def __init__(self, screen: Screen, key: Key) -> None:
        self.screen, self.key = screen, key

    def opens(self) -> None:
        page = self.screen.page
        self.screen.open("/api/v1/docs/")
        page.locator(".opblock").first.wait_for()
        self.screen.snap("docs")
        page.locator("button.authorize").first.click()
        page.locator(".modal-ux input").first.fill(self.key.key)
        page.locator(".modal-ux button.authorize").first.click()
        page.locator(".modal-ux button.btn-done").click()

    def decides(self, case_number: str, result: dict[str, Any]) -> None:
        """List, read, claim, approve: each by its own form on the page."""
        listed = self.tries("get", "/api/v1/work-items/", {"case_number": case_number})
        number, revision = listed["results"][0]["number"], listed["results"][0]["revision"]
        one = "/api/v1/work-items/{number}/"
        detail = self.tries("get", one, {"number": number})
        assert detail["key"] == self.key.item
        where = {"number": number, "If-Match": f'"{revision}"'}
        claimed = self.tries("post", f"{one}claim/", where, {"officer": self.key.officer})
        where["If-Match"] = f'"{claimed["revision"]}"'
        said = {"officer": self.key.officer, "result": result, "opinion": "符合条件。"}
        approved = self.tries("post", f"{one}approve/", where, said)
        assert approved["status"] == "approved"

    def tries(
        self, method: str, path: str, given: dict[str, str], body: Any = None
    ) -> dict[str, Any]:
        """Fill one operation in and execute it; what came back."""
        block = self.operation(method, path)
        block.locator(".opblock-summary").click()
        block.locator("button.try-out__btn").click()
        for name, value in given.items():
            block.locator(f'tr[data-param-name="{name}"] input').first.fill(value)
        if body is not None:
            block.locator("textarea.body-param__text").fill(json.dumps(body, ensure_ascii=False))
        with self.screen.page.expect_response(
            lambda answer: "/api/v1/work-items/" in answer.url
        ) as called:
            block.locator("button.execute").click()
        answer = called.value
        block.locator(".live-responses-table").first.wait_for()
        assert answer.ok, answer.text()
        self.screen.snap(path.strip("/").rsplit("/", 1)[-1].strip("{}"))
        block.locator(".opblock-summary").click()
        found: dict[str, Any] = answer.json()
        return found

    def operation(self, method: str, path: str) -> Locator:
        blocks = self.screen.page.locator(f".opblock-{method}")
        return blocks.filter(has=self.screen.page.locator(f'[data-path="{path}"]')).first
