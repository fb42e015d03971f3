import json
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from applicants.keys import fingerprint, fingerprints
from applicants.models import Applicant
from applicants.sealing import Fingerprint, SealedJSON, SealedText, UnsealError
from tests.applicants.samples import (
    FIELD_KEY,
    LOOKUP_KEY,
    NEWER_FIELD_KEY,
    NEWER_LOOKUP_KEY,
    SARULA_ID,
)

storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | storable,
    lambda inner: st.lists(inner) | st.dictionaries(storable, inner),
)


@given(storable)
def test_text_comes_back_as_it_went_in(text: str) -> None:
    field = SealedText()
    token = field.seal(text)
    assert field.unseal(token) == text
    assert not text.strip() or text not in token or len(text) < 4


@given(documents)
def test_a_document_comes_back_as_it_went_in(document: Any) -> None:
    field = SealedJSON()
    assert field.unseal(field.seal(document)) == document


@pytest.mark.parametrize("text", ["张\0三", "\ud800"])
@pytest.mark.parametrize("wrap", [lambda t: {"name": t}, lambda t: {t: 1}, lambda t: [[t]]])
def test_what_postgresql_would_refuse_is_refused(text: str, wrap: Any) -> None:
    for field, value in ((SealedJSON(), wrap(text)), (SealedText(), text)):
        with pytest.raises(ValidationError) as error:
            field.seal(value)
        assert error.value.code == "unstorable"
        assert error.value.__cause__ is None
        assert text not in str(error.value)


def test_a_backslash_before_u0000_is_only_text() -> None:
    field = SealedJSON()
    assert field.unseal(field.seal({"path": "\\u0000"})) == {"path": "\\u0000"}


def test_what_is_no_json_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    for value in (float("nan"), float("inf"), {1, 2}, endless):
        with pytest.raises(ValidationError):
            SealedJSON().seal(value)


def test_the_same_value_never_looks_the_same() -> None:
    assert SealedText().seal("萨茹拉") != SealedText().seal("萨茹拉")


def test_the_row_holds_only_ciphertext(sarula: Applicant) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT applicants_applicant::text FROM applicants_applicant")
        [(row,)] = cursor.fetchall()
    for value in (SARULA_ID, "萨茹拉", "13847981234", "3072518"):
        assert value not in row
    assert Applicant.objects.get().name == "萨茹拉"


def test_a_sealed_field_answers_nothing_but_isnull(sarula: Applicant) -> None:
    for lookup in ("phone", "phone__contains", "phone__in", "phone__gt", "phone__iexact"):
        with pytest.raises(FieldError, match="sealed"):
            Applicant.objects.filter(**{lookup: "13847981234"}).exists()
    assert Applicant.objects.filter(phone__isnull=False).exists()


def test_a_row_is_found_by_its_fingerprint_and_follows_its_value(sarula: Applicant) -> None:
    assert sarula.phone_fingerprint == fingerprint("13847981234", "phone")
    sarula.phone = "15047981234"
    sarula.save()
    found = Applicant.objects.get(phone_fingerprint__in=fingerprints("15047981234", "phone"))
    assert found == sarula


def test_one_number_has_another_fingerprint_for_another_purpose() -> None:
    assert fingerprint(SARULA_ID, "id_number") != fingerprint(SARULA_ID, "phone")
    assert len(fingerprint("", "")) == 64


def test_a_bulk_update_seals_too(sarula: Applicant) -> None:
    sarula.name = "萨仁"
    Applicant.objects.bulk_update([sarula], ["name"])
    assert Applicant.objects.get().name == "萨仁"
    Applicant.objects.update(name="萨日娜")
    assert Applicant.objects.get().name == "萨日娜"


def test_a_wrong_key_says_which_column_does_not_open_and_what_to_do(
    sarula: Applicant, settings: Settings
) -> None:
    settings.FIELD_KEYS = [NEWER_FIELD_KEY]
    with pytest.raises(UnsealError, match=r"applicants\.Applicant\.name .*FIELD_KEYS") as error:
        Applicant.objects.get()
    assert error.value.__cause__ is None


def test_an_altered_value_does_not_open(sarula: Applicant) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE applicants_applicant SET name = overlay(name placing 'AAA' from 40)")
    with pytest.raises(UnsealError):
        Applicant.objects.get()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("FIELD_KEYS", []),
        ("FIELD_KEYS", ["secret"]),
        ("LOOKUP_KEYS", []),
        ("LOOKUP_KEYS", ["secret"]),
    ],
)
def test_bad_keys_are_refused_in_words_and_not_shown(
    settings: Settings, setting: str, value: list[str]
) -> None:
    setattr(settings, setting, value)
    with pytest.raises(ImproperlyConfigured, match=setting) as error:
        SealedText().seal(fingerprint("x", "y"))
    assert "secret" not in str(error.value).replace("import secrets; print(secrets.", "")


def test_a_person_is_not_shown_by_repr_or_a_failing_insert(sarula: Applicant) -> None:
    shown = repr(sarula) + str(sarula)
    with pytest.raises(Exception, match="applicant_kind_known") as error:
        Applicant.objects.create(kind="ghost", name="萨茹拉", id_number=SARULA_ID)
    for value in ("萨茹拉", SARULA_ID):
        assert value not in shown + str(error.value)


def test_dumpdata_refuses_to_write_personal_data(sarula: Applicant) -> None:
    with pytest.raises(CommandError, match="pg_dump"):
        call_command("dumpdata", "applicants")


@isolate_apps("applicants")
def test_a_sealed_field_cannot_be_unique() -> None:
    class Wrong(models.Model):
        number = SealedText(unique=True)

        class Meta:
            app_label = "applicants"

        def __str__(self) -> str:
            return "wrong"

    assert [error.id for error in Wrong._meta.get_field("number").check()] == ["applicants.E001"]


def test_a_fingerprint_survives_a_migration() -> None:
    _, path, args, kwargs = Fingerprint(of="phone", purpose="mobile").deconstruct()
    assert path == "applicants.sealing.Fingerprint"
    again = Fingerprint(*args, **kwargs)
    assert (again.of, again.purpose) == ("phone", "mobile")


def test_a_token_is_an_ordinary_fernet_token() -> None:
    token = SealedJSON().seal({"shareholders": [{"name": "孟克"}]})
    assert json.loads(Fernet(FIELD_KEY).decrypt(token)) == {"shareholders": [{"name": "孟克"}]}


def test_lookup_keys_in_rotation_still_find_older_rows(
    sarula: Applicant, settings: Settings
) -> None:
    settings.LOOKUP_KEYS = [NEWER_LOOKUP_KEY, LOOKUP_KEY]
    assert Applicant.objects.filter(
        id_fingerprint__in=fingerprints(SARULA_ID, "id_number")
    ).exists()
