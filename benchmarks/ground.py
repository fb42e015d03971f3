"""A PostgreSQL of the benchmark's own, with fsync on, and the library in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from portal.local.instance import hold
from portal.local.keys import Keys
from portal.local.places import CHECKOUT, Home

GROUND = Home(CHECKOUT / ".local" / "bench")


@contextmanager
def ground() -> Iterator[None]:
    """Hold the servers, point the settings at them, migrate and load; no worker is needed."""
    keys = Keys.new()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": keys.secret_key,
        "FIELD_KEYS": ",".join(keys.field_keys),
        "LOOKUP_KEYS": ",".join(keys.lookup_keys),
        "DATABASE_URL": GROUND.database_url,
        "REDIS_URL": GROUND.redis_url,
        "VAULT_DIR": str(GROUND.root / "vault"),
    }
    with hold(GROUND):
        start_django()
        _begin_empty()
        yield


def start_django() -> None:
    """Set Django up in this process, with nobody listening to the bells."""
    import django

    django.setup()
    from bundles.casework import bells

    bells._listeners.clear()


def _begin_empty() -> None:
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
