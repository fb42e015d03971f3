"""A department's own system, speaking to the portal over REST with nothing but its key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

import httpx

from portal.demo.browsing import LONGEST_TOLD, PATIENCE
from portal.demo.exceptions import StepFailed
from portal.demo.patience import until
from portal.demo.telling import Story

LIST: Final = "/api/v1/work-items/"


class Department:
    """Decides one item: finds it queued, claims it, reads it, looks at the files, approves."""

    def __init__(
        self,
        base: str,
        *,
        name: str,
        key: str,
        officer: str,
        decider: str,
        story: Story,
        waiting: Callable[[], None],
    ) -> None:
        self.base, self.name, self.story = base, name, story
        self.officer, self.decider = officer, decider
        self.waiting = waiting
        self.client = httpx.Client(
            base_url=base,
            timeout=PATIENCE,
            trust_env=False,
            headers={"Authorization": f"Bearer {key}", "Accept": "application/json"},
        )

    def decide(self, case_number: str, key: str, result: dict[str, Any]) -> dict[str, Any]:
        """Everything done for one item; the work item as it is afterwards.

        What is promised instead of proved a decider decides at once; all else is claimed first.
        """
        listed = self.await_queued(case_number, key)
        self.story.say(self.name, f"收到办理件 {key}", "in the queue", listed["name"]["zh"])
        promised = listed["by_commitment"]
        seen = listed["revision"]
        if not promised:
            seen = self.act(listed, "claim", {}, seen=seen)["revision"]
        detail = self.get(listed["url"], f"{key}: read the work item").json()
        checked = sum(self.look_at(one) for one in detail["materials"])
        self.story.say(
            self.name,
            f"{key} {'告知承诺件' if promised else '签收'}，"
            f"核对 {len(detail['answers']['blocks'])} 组内容、{checked} 份材料",
            f"{'by commitment' if promised else 'claimed'}; answers and files checked",
        )
        said = {"result": result, "opinion": "符合条件，予以通过。"}
        by = self.decider if promised else self.officer
        approved = self.act(listed, "approve", said, seen=seen, by=by)
        self.story.say(self.name, f"{key} 予以通过", "approved", approved["number"])
        return approved

    def await_queued(self, case_number: str, key: str) -> dict[str, Any]:
        asked = {"status": "queued", "case_number": case_number, "key": key}
        step = f"{key}: look into the queue of {self.name}"

        def look() -> dict[str, Any] | None:
            rows = self.get(LIST, step, params=asked).json()["results"]
            return rows[0] if rows else None

        return until(look, step=step, address=self.base + LIST, missing=lambda: "nothing queued")

    def act(
        self, item: dict[str, Any], verb: str, said: dict[str, Any], *, seen: int, by: str = ""
    ) -> dict[str, Any]:
        address = f"{item['url']}{verb}/"
        headers = {"If-Match": f'"{seen}"', "Idempotency-Key": str(uuid4())}
        answer = self.sent(
            f"{item['key']}: {verb}",
            address,
            lambda: self.client.post(
                address, json={"officer": by or self.officer, **said}, headers=headers
            ),
        )
        found: dict[str, Any] = answer.json()
        return found

    def look_at(self, material: dict[str, Any]) -> int:
        """Download one file and compare it with the hash the work item names."""
        step = f"download {material['key']}"
        content = self.get(material["url"], step).content
        if hashlib.sha256(content).hexdigest() != material["sha256"]:
            raise StepFailed(step, material["url"], "the file's SHA-256 is another")
        return 1

    def get(
        self, address: str, step: str, *, params: dict[str, str] | None = None
    ) -> httpx.Response:
        return self.sent(step, address, lambda: self.client.get(address, params=params))

    def sent(self, step: str, address: str, send: Callable[[], httpx.Response]) -> httpx.Response:
        self.waiting()
        where = str(self.client.base_url.join(address))
        try:
            answer = send()
        except httpx.HTTPError as error:
            raise StepFailed(step, where, f"{type(error).__name__}: {error}") from None
        if answer.is_error:
            told = f"{answer.status_code}: {answer.text}"
            raise StepFailed(f"{self.name}: {step}", where, told[:LONGEST_TOLD])
        return answer

    def close(self) -> None:
        self.client.close()
