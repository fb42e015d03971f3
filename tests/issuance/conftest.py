from pathlib import Path
from typing import Any

import pytest

from bundles.catalogue import versions
from departments import selectors
from tests.issuance import cases
from tests.issuance.cases import Case


@pytest.fixture(autouse=True)
def own_vault_and_key(settings: Any, tmp_path: Path) -> None:
    """A vault and a signing key of each test's own."""
    settings.SIGNING_DIR = tmp_path / "signing"
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": tmp_path / "vault"}}
    settings.STORAGES = {**settings.STORAGES, "vault": vault}


@pytest.fixture(autouse=True)
def fresh_versions() -> Any:
    yield
    versions.forget()
    selectors.forget()


@pytest.fixture
def submitted(db: None) -> Case:
    return cases.submitted()


@pytest.fixture
def in_review(db: None) -> Case:
    return cases.in_review()


@pytest.fixture
def decided(db: None) -> Case:
    return cases.decided()
