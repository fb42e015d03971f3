"""Asking every address once, and leaving no trace of it: for the matrices of both doors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from bundles.catalogue import versions
from tests.cases import load_library


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


Built = TypeVar("Built")


@contextmanager
def built(blocker: DjangoDbBlocker, set_up: Callable[[], Built]) -> Iterator[Built]:
    """A stage built once; gone, with everything the rows did, when the last one has been asked."""
    with blocker.unblock():
        load_library()
        with undone():
            yield set_up()
        versions.forget()
