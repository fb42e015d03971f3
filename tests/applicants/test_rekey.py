from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from applicants import rekeying
from applicants.documents import open_document, store
from applicants.keys import fingerprint
from applicants.models import Applicant, Document
from applicants.selectors import (
    applicants_named,
    applicants_with_number,
    applicants_with_phone,
)
from tests.applicants.samples import (
    FIELD_KEY,
    LOOKUP_KEY,
    NEWER_FIELD_KEY,
    NEWER_LOOKUP_KEY,
    SARULA_ID,
    Someone,
    png,
)


def rekey() -> str:
    out = StringIO()
    call_command("rekey", stdout=out)
    return out.getvalue()


def test_after_rekey_the_old_keys_can_go(
    sarula: Applicant, mengke: Applicant, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "BATCH", 1)
    store(sarula, BytesIO(png()), name="萨茹拉的身份证.png", by=Someone())
    settings.FIELD_KEYS = [NEWER_FIELD_KEY, FIELD_KEY]
    settings.LOOKUP_KEYS = [NEWER_LOOKUP_KEY, LOOKUP_KEY]
    told = rekey()
    assert "applicants.Applicant: 2 of 2" in told
    assert "applicants.Document: 1 of 1" in told
    assert "vault: 1 of 1" in told

    settings.FIELD_KEYS, settings.LOOKUP_KEYS = [NEWER_FIELD_KEY], [NEWER_LOOKUP_KEY]
    found = applicants_with_number(SARULA_ID).get()
    assert (found.name, found.phone) == ("萨茹拉", "13847981234")
    assert found.id_fingerprint == fingerprint(SARULA_ID, "id_number")
    with open_document(Document.objects.get()) as file:
        assert file.read() == png()


def test_a_second_rekey_changes_nothing(sarula: Applicant, settings: Settings) -> None:
    settings.FIELD_KEYS = [NEWER_FIELD_KEY, FIELD_KEY]
    rekey()
    assert "applicants.Applicant: 0 of 1" in rekey()


def test_a_new_lookup_key_alone_is_enough_to_write_fingerprints_anew(
    sarula: Applicant, settings: Settings
) -> None:
    settings.LOOKUP_KEYS = [NEWER_LOOKUP_KEY]
    assert not applicants_with_number(SARULA_ID).exists()
    rekey()
    assert applicants_with_number(SARULA_ID).get() == sarula


def test_a_lost_key_ends_in_a_sentence(sarula: Applicant, settings: Settings) -> None:
    settings.FIELD_KEYS = [NEWER_FIELD_KEY]
    with pytest.raises(CommandError, match="Put the key it was sealed with back"):
        rekey()


def test_a_damaged_file_is_named(
    sarula: Applicant, settings: Settings, keys_and_vault: Path
) -> None:
    document = store(sarula, BytesIO(png()), name="门头.png", by=Someone())
    sealed = keys_and_vault / document.address
    sealed.write_bytes(sealed.read_bytes()[:-1])
    settings.FIELD_KEYS = [NEWER_FIELD_KEY, FIELD_KEY]
    with pytest.raises(CommandError, match=document.sha256):
        rekey()


def test_a_name_is_found_whole_however_it_is_spaced(sarula: Applicant, settings: Settings) -> None:
    settings.LOOKUP_KEYS = [NEWER_LOOKUP_KEY, LOOKUP_KEY]
    for typed in ("萨茹拉", " 萨 茹拉", "萨·茹拉", "萨　茹拉"):
        assert applicants_named(typed).get() == sarula
    for piece in ("萨茹", "茹拉", ""):
        assert not applicants_named(piece).exists()
    rekey()
    settings.LOOKUP_KEYS = [NEWER_LOOKUP_KEY]
    assert applicants_named("萨茹拉").get() == sarula
    assert applicants_with_phone("13847981234").get() == sarula
