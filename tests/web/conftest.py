from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bundles.catalogue import versions
from departments import selectors
from departments.models import Officer
from portal.accounts.models import User
from tests.accounts.people import applicant_user
from tests.console.seats import id_number_of, sign_in


@pytest.fixture(autouse=True)
def own_vault_and_key(settings: Any, tmp_path: Path) -> None:
    """A vault and a signing key of each test's own; bells ring in the same process."""
    settings.SIGNING_DIR = tmp_path / "signing"
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": tmp_path / "vault"}}
    settings.STORAGES = {**settings.STORAGES, "vault": vault}


@pytest.fixture(autouse=True)
def fresh_versions() -> Any:
    yield
    versions.forget()
    selectors.forget()


@pytest.fixture
def wang(library: None) -> User:
    return applicant_user()


@pytest.fixture
def his(wang: User) -> Client:
    """The browser of 王晓明, signed in."""
    client = Client()
    client.force_login(wang)
    return client


@pytest.fixture
def hers(library: None) -> Client:
    """The browser of 李娜, who has nothing to do with it."""
    client = Client()
    client.force_login(
        applicant_user("lina", name="李娜", id_number="152502198511220015", phone="13947954321")
    )
    return client


@pytest.fixture
def official(library: None) -> Client:
    """The browser of a clerk, who is no applicant."""
    client = Client()
    clerk = Officer.objects.get(number="WLG-ZW-01")
    number = id_number_of(clerk.number)
    sign_in(client, User.objects.create_user(username="batu", officer=clerk, id_number=number))
    return client
