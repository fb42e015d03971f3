import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

LEDGER = "casework_event"


class Command(BaseCommand):
    help = (
        "Give an existing PostgreSQL role what the portal needs to run, and nothing more: it owns "
        "no table, truncates none, and can only read and add to the ledger. Run as the tables' "
        "owner after every migrate; web, worker and beat then connect as that role."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="a role made with: CREATE ROLE … LOGIN PASSWORD …")

    def handle(self, *, role: str, **options: Any) -> None:
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
            raise CommandError(f"{role!r} is no plain role name: use small letters, digits and _.")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper, EXISTS (SELECT FROM pg_tables WHERE tableowner = rolname)"
                " FROM pg_roles WHERE rolname = %s",
                [role],
            )
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no role {role}. CREATE ROLE {role} LOGIN PASSWORD …;")
            if any(found):
                raise CommandError(f"{role} is a superuser or owns tables: choose another role.")
            for statement in _statements(connection.ops.quote_name(role)):
                cursor.execute(statement)
        self.stdout.write(f"{role} may run the portal; it cannot alter, truncate or rewrite.")


def _statements(role: str) -> list[str]:
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE ON {LEDGER} FROM {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    ]
