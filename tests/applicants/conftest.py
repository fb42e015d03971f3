from pathlib import Path

import pytest
from pytest_django import Settings

from applicants.models import Applicant
from applicants.services import register_person
from tests.applicants.samples import FIELD_KEY, LOOKUP_KEY, MENGKE_ID, SARULA_ID


@pytest.fixture(autouse=True)
def keys_and_vault(settings: Settings, tmp_path: Path) -> Path:
    """Seal under keys of the tests' own, into a vault of each test's own."""
    settings.FIELD_KEYS = [FIELD_KEY]
    settings.LOOKUP_KEYS = [LOOKUP_KEY]
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": tmp_path / "vault"}}
    settings.STORAGES = {**settings.STORAGES, "vault": vault}
    return tmp_path / "vault"


@pytest.fixture
def sarula(db: None) -> Applicant:
    return register_person(name="萨茹拉", id_number=SARULA_ID, phone="13847981234")


@pytest.fixture
def mengke(db: None) -> Applicant:
    return register_person(name="孟克", id_number=MENGKE_ID, phone="13947985678")
