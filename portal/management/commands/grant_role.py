import os
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

LEDGER = "casework_event"


class Command(BaseCommand):
    help = (
        "Give a PostgreSQL role what the portal needs to run, and nothing more: it owns "
        "no table, truncates none, and can only read and add to the ledger. Run as the tables' "
        "owner after every migrate; web, worker and beat then connect as that role."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="its name; it may exist already")
        parser.add_argument(
            "--password-from",
            metavar="VARIABLE",
            help="make the role if need be, with the password in this environment variable",
        )

    def handle(self, *, role: str, password_from: str | None, **options: Any) -> None:
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
            raise CommandError(f"{role!r} is no plain role name: use small letters, digits and _.")
        with transaction.atomic(), connection.cursor() as cursor:
            if password_from:
                _make(cursor, role, os.environ.get(password_from, ""))
            cursor.execute(
                "SELECT rolsuper, EXISTS (SELECT FROM pg_tables WHERE tableowner = rolname)"
                " FROM pg_roles WHERE rolname = %s",
                [role],
            )
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no role {role}: make it, or name --password-from.")
            if any(found):
                raise CommandError(f"{role} is a superuser or owns tables: choose another role.")
            for statement in _statements(connection.ops.quote_name(role)):
                cursor.execute(statement)
        self.stdout.write(f"{role} may run the portal; it cannot alter, truncate or rewrite.")


def _make(cursor: CursorWrapper, role: str, password: str) -> None:
    if not password:
        raise CommandError("The variable named by --password-from is empty.")
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if cursor.fetchone() is not None else "CREATE"
    cursor.execute(f"{verb} ROLE {connection.ops.quote_name(role)} LOGIN PASSWORD %s", [password])


def _statements(role: str) -> list[str]:
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE ON {LEDGER} FROM {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    ]
