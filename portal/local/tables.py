"""The tables of the checkout's own database, which the first command finds empty."""

from django.core.management import call_command
from django.db import connection
from psycopg2.errors import UndefinedColumn, UndefinedTable

from portal.local.instance import STARTING_TAKES
from portal.local.locks import owned
from portal.local.places import HOME


def make_tables() -> None:
    """Migrate a database that has no table yet; one that has some is its owner's to migrate.

    Two first commands at once make them once.
    """
    with owned(HOME.root / "tables.lock", wait=STARTING_TAKES):
        if not connection.introspection.table_names():
            call_command("migrate", verbosity=0)
    connection.close()


def missing(error: BaseException | None) -> str:
    """What table or column the database was found to lack on the way to ``error``, in its own
    words; nothing when that is not what happened.
    """
    while error is not None:
        if isinstance(error, UndefinedTable | UndefinedColumn):
            return str(error).partition("\n")[0]
        error = error.__cause__ or error.__context__
    return ""
