"""Our signature holds, and notices every change."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bundles.papers import keys
from bundles.papers.kinds import PaperKind
from bundles.papers.printing import render
from bundles.papers.signing import UNSIGNED, check, check_text, sign, sign_text
from tests.papers.samples import sample


@pytest.fixture(autouse=True)
def signing_folder(tmp_path: Path, settings: Any) -> Path:
    settings.SIGNING_DIR = tmp_path / "signing"
    return tmp_path / "signing"


@pytest.fixture
def pdf() -> bytes:
    return render(sample(PaperKind.REFUSAL))


def test_a_signed_paper_is_valid_and_names_the_demo_signer(pdf: bytes) -> None:
    signature = check(sign(pdf))
    assert signature.valid
    assert signature.intact
    assert "非国家电子印章" in signature.signer
    assert signature.signed_at is not None


def test_an_unsigned_paper_and_junk_are_not_valid(pdf: bytes) -> None:
    assert check(pdf) == UNSIGNED
    assert check(b"") == UNSIGNED
    assert check(b"%PDF-1.7 nonsense") == UNSIGNED


@pytest.mark.parametrize("place", [40, 2000, 20000])
def test_one_changed_byte_is_noticed(pdf: bytes, place: int) -> None:
    signed = bytearray(sign(pdf))
    signed[place] ^= 1
    assert not check(bytes(signed)).valid


def test_anything_added_after_signing_is_noticed(pdf: bytes) -> None:
    assert not check(sign(pdf) + b"\n% more").valid


def test_another_installations_signature_is_intact_but_not_valid(
    pdf: bytes, tmp_path: Path, settings: Any
) -> None:
    signed = sign(pdf)
    settings.SIGNING_DIR = tmp_path / "elsewhere"
    signature = check(signed)
    assert signature.intact
    assert not signature.valid


def test_the_key_is_made_once_for_its_owner_only(signing_folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: keys._make(keys.key_file()), range(8)))
    made = list(signing_folder.iterdir())
    assert made == [keys.key_file()]
    assert stat.S_IMODE(made[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(signing_folder.stat().st_mode) == 0o700


def test_text_is_signed_and_a_changed_text_refused() -> None:
    signature = sign_text(b"canonical")
    assert check_text(b"canonical", signature)
    assert not check_text(b"canonica1", signature)
    assert not check_text(b"canonical", "not base64!")
