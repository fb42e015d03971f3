"""A department's own system, as it calls the portal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from bundles.casework.models import WorkItem
from departments.models import Department
from portal.accounts.keys import create_key
from portal.accounts.models import Scope

V1 = "/api/v1/"


class System:
    """Holds one key of one department; ``text`` may be replaced by another's or by none."""

    def __init__(self, department: str, scopes: Iterable[str] = tuple(Scope)) -> None:
        self.key, self.text = create_key(
            Department.objects.get(code=department),
            name="业务系统",
            scopes=scopes,
            expires_at=timezone.now() + timedelta(days=30),
        )
        self.client = Client()

    def headers(self, given: dict[str, str]) -> dict[str, str]:
        return ({"Authorization": f"Bearer {self.text}"} if self.text else {}) | given

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(_path(address), headers=self.headers(_named(headers)))

    def post(self, address: str, body: Any, *, raw: bytes | None = None, **headers: str) -> Any:
        given = _named(headers)
        content_type = given.pop("Content-Type", "application/json")
        return self.client.post(
            _path(address),
            data=json.dumps(body, ensure_ascii=True) if raw is None else raw,
            content_type=content_type,
            headers=self.headers(given),
        )

    def verb(self, item: WorkItem, verb: str, body: Any, **headers: str) -> Any:
        """Act on the item as it is now in the database, unless another ``if_match`` is given."""
        item.refresh_from_db()
        headers.setdefault("if_match", f'"{item.revision}"')
        return self.post(f"work-items/{item.number}/{verb}/", body, **headers)


def system_of(item: WorkItem, scopes: Iterable[str] = tuple(Scope)) -> System:
    return System(item.department.code, scopes)


def _path(address: str) -> str:
    return address if address.startswith(("/", "http")) else V1 + address


def _named(headers: dict[str, str]) -> dict[str, str]:
    """``if_match`` → ``If-Match``; an empty value leaves the header out."""
    return {name.replace("_", "-").title(): value for name, value in headers.items() if value != ""}


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem document of ``response``, after checking that it is one and which."""
    assert response["Content-Type"] == "application/problem+json", response.content
    told = response.json()
    assert (response.status_code, told["code"]) == (status, code), told
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert response["Cache-Control"] == "no-store"
    return dict(told)
