"""T30: TRUNCATE slips past a trigger, so the role that runs the portal cannot truncate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from bundles.casework import services
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
ROLE = "portal_runs_it"


@pytest.fixture
def _role() -> None:
    """A role for this test; the rollback takes it away again."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
    call_command("grant_role", ROLE, verbosity=0)


@contextmanager
def acting() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


@pytest.mark.usefixtures("_role")
@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE casework_event",
        "TRUNCATE casework_submission CASCADE",
        "UPDATE casework_event SET kind = 'x'",
        "DELETE FROM casework_event",
        "ALTER TABLE casework_event DISABLE TRIGGER ALL",
        "DROP TABLE casework_event",
    ],
)
def test_the_role_that_runs_the_portal_can_rewrite_nothing(sql: str) -> None:
    with pytest.raises(ProgrammingError), acting(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.usefixtures("_role")
def test_and_yet_it_can_run_a_case() -> None:
    submission = cases.filed()
    with acting():
        services.accept(submission.pk, seen=submission.revision, by=cases.clerk())
        services.fan_out(submission.pk)
    assert submission.work_items.count() == 6


def test_the_role_can_be_made_along_with_its_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLE_PASSWORD", "correct-horse")
    for _twice in range(2):
        call_command("grant_role", ROLE, "--password-from", "ROLE_PASSWORD", verbosity=0)
    with pytest.raises(ProgrammingError), acting(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE casework_event")
    monkeypatch.setenv("ROLE_PASSWORD", "")
    with pytest.raises(CommandError, match="empty"):
        call_command("grant_role", ROLE, "--password-from", "ROLE_PASSWORD")


def test_a_role_that_does_not_exist_or_owns_tables_is_refused_in_words() -> None:
    with pytest.raises(CommandError, match="no role nobody_here"):
        call_command("grant_role", "nobody_here")
    with pytest.raises(CommandError, match="plain role name"):
        call_command("grant_role", "x; DROP TABLE casework_event")
    with pytest.raises(CommandError, match="owns tables"):
        call_command("grant_role", connection.settings_dict["USER"])
