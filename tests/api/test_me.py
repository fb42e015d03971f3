from __future__ import annotations

import pytest

from portal.accounts.models import Scope
from tests.api.calls import System, problem

pytestmark = pytest.mark.django_db


def test_a_key_can_be_asked_whose_it_is_and_how_long() -> None:
    system = System("wlg-scjg", [Scope.READ, Scope.EVENTS])
    told = system.get("me/").json()
    assert told["department"]["code"] == "wlg-scjg"
    assert told["department"]["name"]["zh"]
    assert set(told["scopes"]) == {"work-items:read", "events:read"}
    assert told["prefix"] == system.key.prefix
    assert told["expires_at"].endswith("+08:00")
    assert system.text not in str(told)


def test_without_a_key_there_is_nobody() -> None:
    system = System("wlg-scjg")
    problem(system.post("me/", {}), 405, "method_not_allowed")
    system.text = ""
    problem(system.get("me/"), 401, "key_missing")
