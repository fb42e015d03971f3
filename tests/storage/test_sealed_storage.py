import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from portal.sealed_file import CHUNK, HEADER, TAG
from portal.storage import ContentMismatch, KeyMissing, SealBroken, SealedStorage

OLD = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
NEW = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7]
LONG = bytes(range(256)) * (3 * CHUNK // 256) + b"end"


@pytest.fixture
def vault(tmp_path: Path) -> SealedStorage:
    return SealedStorage(tmp_path, [OLD])


def stored(vault: SealedStorage, content: bytes) -> tuple[str, Path]:
    name = vault.save(None, ContentFile(content))
    return name, vault.location / name


def read(vault: SealedStorage, name: str) -> bytes:
    with vault.open(name) as file:
        content: bytes = file.read()
    return content


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out_under_its_hash(vault: SealedStorage, size: int) -> None:
    content = (LONG * 2)[:size]
    name, path = stored(vault, content)
    sha = hashlib.sha256(content).hexdigest()
    assert name == f"{sha[:2]}/{sha[2:4]}/{sha}"
    assert read(vault, name) == read(vault, sha) == content
    assert vault.size(name) == size
    assert path.stat().st_mode & 0o077 == 0


@hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(-5, len(LONG) + 5), st.integers(0, 2 * CHUNK))
def test_any_part_can_be_read(vault: SealedStorage, start: int, length: int) -> None:
    name, _ = stored(vault, LONG)
    start = max(0, start)
    with vault.open(name) as file:
        file.seek(start)
        assert file.read(length) == LONG[start : start + length]
        assert file.seek(0, os.SEEK_END) == len(LONG)


def test_nothing_of_the_content_is_on_disk(vault: SealedStorage) -> None:
    stored(vault, b"152531199003072518 " * 20_000)
    for path in vault.location.rglob("*"):
        assert not path.is_file() or b"152531199003072518" not in path.read_bytes()


def test_the_same_content_is_stored_once(vault: SealedStorage) -> None:
    name, path = stored(vault, LONG)
    before = path.stat()
    assert vault.save("another name.pdf", ContentFile(LONG)) == name
    assert path.stat().st_ino == before.st_ino
    assert [p for p in vault.location.rglob("*") if p.is_file()] == [path]


def test_the_same_content_never_looks_the_same_in_two_vaults(tmp_path: Path) -> None:
    one, two = SealedStorage(tmp_path / "one", [OLD]), SealedStorage(tmp_path / "two", [OLD])
    assert stored(one, LONG)[1].read_bytes() != stored(two, LONG)[1].read_bytes()


def flip(sealed: bytearray, at: int) -> bytearray:
    sealed[at] ^= 1
    return sealed


STEP = CHUNK + TAG
TAMPERINGS: dict[str, Callable[[bytearray], bytearray]] = {
    "magic": lambda s: flip(s, 0),
    "salt": lambda s: flip(s, HEADER - 1),
    "first chunk": lambda s: flip(s, HEADER + 5),
    "last chunk": lambda s: flip(s, -1),
    "swapped": lambda s: (
        s[:HEADER]
        + s[HEADER + STEP : HEADER + 2 * STEP]
        + s[HEADER : HEADER + STEP]
        + s[HEADER + 2 * STEP :]
    ),
    "one left out": lambda s: s[:HEADER] + s[HEADER + STEP :],
    "one twice": lambda s: s[: HEADER + STEP] + s[HEADER:],
    "cut at a chunk": lambda s: s[: HEADER + 2 * STEP],
    "cut in a chunk": lambda s: s[:-2],
    "only a header": lambda s: s[:HEADER],
    "nothing": lambda s: bytearray(),
    "longer": lambda s: s + b"more",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_noticed(vault: SealedStorage, tampering: str) -> None:
    name, path = stored(vault, LONG)
    path.write_bytes(TAMPERINGS[tampering](bytearray(path.read_bytes())))
    with pytest.raises(SealBroken):
        read(vault, name)


@pytest.mark.parametrize("tampering", ["cut at a chunk", "cut in a chunk", "one left out"])
def test_a_file_cut_short_is_noticed_before_its_first_byte(
    vault: SealedStorage, tampering: str
) -> None:
    name, path = stored(vault, LONG)
    path.write_bytes(TAMPERINGS[tampering](bytearray(path.read_bytes())))
    with pytest.raises(SealBroken):
        vault.open(name)


def test_one_file_cannot_stand_in_for_another(vault: SealedStorage) -> None:
    mine, my_path = stored(vault, b"mine")
    _, their_path = stored(vault, b"theirs")
    my_path.write_bytes(their_path.read_bytes())
    with pytest.raises(SealBroken):
        vault.open(mine)


def test_storing_again_mends_a_damaged_file(vault: SealedStorage) -> None:
    name, path = stored(vault, LONG)
    path.write_bytes(path.read_bytes()[:-1])
    assert vault.save(None, ContentFile(LONG)) == name
    assert read(vault, name) == LONG


class Breaks(ContentFile):  # type: ignore[type-arg]  # takes none when it runs
    """An upload whose connection drops in the middle."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield LONG
        raise ConnectionResetError


def test_an_upload_that_breaks_leaves_nothing(vault: SealedStorage) -> None:
    with pytest.raises(ConnectionResetError):
        vault.save(None, Breaks(b""))
    assert not [path for path in vault.location.rglob("*") if path.is_file()]


def test_content_other_than_announced_is_not_kept(vault: SealedStorage) -> None:
    announced = hashlib.sha256(b"announced").hexdigest()
    with pytest.raises(ContentMismatch):
        vault.save(announced, ContentFile(b"sent"))
    assert list(vault.addresses()) == []


def test_older_keys_still_open_and_rekey_moves_on(tmp_path: Path) -> None:
    name, _ = stored(SealedStorage(tmp_path, [OLD]), LONG)
    both = SealedStorage(tmp_path, [NEW, OLD])
    assert read(both, name) == LONG
    assert [both.rekey(each) for each in both.addresses()] == [True]
    assert [both.rekey(each) for each in both.addresses()] == [False]
    assert read(SealedStorage(tmp_path, [NEW]), name) == LONG


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    name, _ = stored(SealedStorage(tmp_path, [OLD]), LONG)
    with pytest.raises(KeyMissing, match="FIELD_KEYS lacks it"):
        SealedStorage(tmp_path, [NEW]).open(name)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "", "ab/cd/" + "0" * 64, "0" * 63, "/etc/passwd", "00/00/"]
)
def test_what_is_no_address_is_not_here(vault: SealedStorage, name: str) -> None:
    for ask in (vault.open, vault.exists, vault.size, vault.delete):
        call: Any = ask
        with pytest.raises(FileNotFoundError):
            call(name)


def test_sealed_files_have_no_address_on_the_web(vault: SealedStorage) -> None:
    name, _ = stored(vault, LONG)
    with pytest.raises(NotImplementedError):
        vault.url(name)
    with pytest.raises(ValueError, match="never written"):
        vault.open(name, "wb")


def test_a_deleted_file_is_gone_and_deleting_again_is_fine(vault: SealedStorage) -> None:
    name, _ = stored(vault, LONG)
    vault.delete(name)
    vault.delete(name)
    assert not vault.exists(name)
