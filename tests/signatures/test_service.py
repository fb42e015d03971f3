"""Signature services behind their interface: the simulator, and services that fail or dawdle."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from portal import signatures
from portal.signatures import Person, ServiceFailed, Token

TEXT = "ab" * 32
LI = Person("李娜", "152502198511220015", "declared")
HERE = "tests.signatures.test_service"


@pytest.fixture(autouse=True)
def own_key(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_DIR = tmp_path


class Broken:
    def sign(self, text_hash: str, person: Person) -> Token:
        raise ConnectionError(f"{person.name} {person.id_number}: line cut")

    def verify(self, token: Token) -> bool:
        return False


class Slow(Broken):
    def sign(self, text_hash: str, person: Person) -> Token:
        time.sleep(3)
        raise AssertionError("nobody waited")


class Careless(Broken):
    def sign(self, text_hash: str, person: Person) -> Token:
        return Token("careless", "none", "", "00" * 32, "", person.level, "", "")


def test_the_simulator_signs_what_it_can_verify():
    token = signatures.sign(TEXT, LI)
    assert token.text_hash == TEXT
    assert token.algorithm == "ed25519/rfc8785/1"
    assert signatures.holds(token.as_json())


@pytest.mark.parametrize("part", ["text_hash", "person", "level", "signed_at", "value", "key"])
def test_a_token_changed_anywhere_holds_no_more(part: str):
    stored = signatures.sign(TEXT, LI).as_json()
    assert not signatures.holds({**stored, part: "A" + stored[part][1:] + "="})


@pytest.mark.parametrize("stored", [{}, {"service": "simulator"}, {"whatever": 1}])
def test_what_was_never_a_token_holds_nothing(stored: dict[str, Any]):
    assert not signatures.holds(stored)


def test_a_token_carries_no_name_and_no_number():
    stored = str(signatures.sign(TEXT, LI).as_json())
    assert LI.name not in stored
    assert LI.id_number not in stored


def test_one_key_serves_all_and_only_its_owner_may_read_it(tmp_path: Path):
    first, second = signatures.sign(TEXT, LI), signatures.sign(TEXT, LI)
    assert first.key == second.key
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("backend", ["Broken", "Careless"])
def test_a_failing_service_is_told_in_words_without_the_person(settings: Any, backend: str):
    settings.SIGNATURE_SERVICE = {"BACKEND": f"{HERE}.{backend}"}
    with pytest.raises(ServiceFailed) as failed:
        signatures.sign(TEXT, LI)
    assert "再试" in str(failed.value)
    assert LI.name not in repr(failed.value)
    assert failed.value.__cause__ is None


def test_nobody_waits_for_a_slow_service(settings: Any):
    settings.SIGNATURE_SERVICE = {"BACKEND": f"{HERE}.Slow"}
    settings.SIGNATURE_SECONDS = 0.05
    begun = time.monotonic()
    with pytest.raises(ServiceFailed):
        signatures.sign(TEXT, LI)
    assert time.monotonic() - begun < 2
