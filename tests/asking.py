"""Asking every address once, and leaving no trace of it: for the matrices of both doors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client, override_settings


def asked(client: Client, address: str, method: str, data: dict[str, Any]) -> HttpResponseBase:
    """One request; whatever it changed is as before afterwards."""
    with undone():
        response: HttpResponseBase
        response = client.get(address) if method == "GET" else client.post(address, data)
        if response.streaming:
            b"".join(response)  # type: ignore[call-overload]  # a file is open until it was read
        return response


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def vault_and_key(folder: Path) -> Iterator[None]:
    """One vault for all rows, in place of each test's own."""
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": folder / "vault"}}
    storages = {**settings.STORAGES, "vault": vault}
    with override_settings(SIGNING_DIR=folder / "signing", STORAGES=storages):
        yield
