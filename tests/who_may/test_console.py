"""Every address of the console, everybody, GET and POST, as ``matrix.py`` has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http.response import HttpResponseBase
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tests.asking import asked, built, undone, vault_and_key
from tests.console.matrix import ROWS
from tests.console.stage import Role, Stage, set_up
from tests.console.who_may import BOTH, Answer, addresses, answer_of

pytestmark = pytest.mark.django_db
ASKED_ONCE = {
    Role.ANONYMOUS,
    Role.APPLICANT,
    Role.DECIDER,
    Role.HALF,
    Role.LOCKED,
    Role.OTHER_DIVISION,
}
"""Stopped before the page, whatever the verb; one question each keeps this file quick."""


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named = set(addresses())
    assert named - set(ROWS) == set(), "who may open these? one line in ROWS says it"
    assert set(ROWS) - named == set(), "these rows guard nothing"


@pytest.mark.parametrize("name", sorted(ROWS))
def test_an_address_lets_in_exactly_whom_it_says(name: str, stage: Stage) -> None:
    row = ROWS[name]
    wrong = [
        f"{role.value} {method}: {found}, expected: {expected}"
        for method in row.methods
        for role in Role
        if method == row.methods[0] or role not in ASKED_ONCE
        for expected in [row.expected(role, method)]
        for found in [answer_of(ask(stage, role, name, method))]
        if found != expected
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.methods != BOTH))
def test_an_address_has_no_other_verb(name: str, stage: Stage) -> None:
    row = ROWS[name]
    other = "GET" if "GET" not in row.methods else "POST"
    within = next(role for role in Role if role in row.passes)
    assert answer_of(ask(stage, within, name, other)) == Answer.NO_SUCH_BUTTON


@pytest.mark.parametrize("name", sorted(n for n, row in ROWS.items() if "POST" in row.methods))
def test_nothing_is_posted_without_the_pages_own_token(name: str, stage: Stage) -> None:
    within = next(role for role in Role if role in ROWS[name].passes)
    assert ask(stage, within, name, "POST", enforce_csrf_checks=True).status_code == 403


def ask(
    stage: Stage, role: Role, name: str, method: str, *, enforce_csrf_checks: bool = False
) -> HttpResponseBase:
    """One request of one person; whatever it changed is as before afterwards."""
    row = ROWS[name]
    client = stage.client(
        role, raise_request_exception=False, enforce_csrf_checks=enforce_csrf_checks
    )
    with undone():
        address = reverse(name, kwargs=row.at(stage))
        data = {key: value(stage) if callable(value) else value for key, value in row.data.items()}
        return asked(client, address, method, data)


@pytest.fixture(scope="module", autouse=True)
def own_vault_and_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with vault_and_key(tmp_path_factory.mktemp("console-who-may")):
        yield


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, own_vault_and_key: None
) -> Iterator[Stage]:
    with built(django_db_blocker, set_up) as made:
        yield made
