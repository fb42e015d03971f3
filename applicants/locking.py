"""One at a time at one content of the vault, whoever brings it or takes it away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def content_locked(sha256: str) -> Iterator[None]:
    """A transaction that nobody else can be in for the same content.

    Without it a file could be deleted between another one's arrival and its row.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])
        yield
