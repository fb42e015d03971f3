"""Keys for development are made once and kept to oneself."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cryptography.fernet import Fernet

from portal.local.keys import Keys, development_keys


def test_keys_are_made_on_first_run_and_kept(tmp_path: Path):
    path = tmp_path / "new" / "keys"
    assert development_keys(path) == development_keys(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_two_checkouts_share_a_key(tmp_path: Path):
    here, there = development_keys(tmp_path / "a"), development_keys(tmp_path / "b")
    assert here.secret_key != there.secret_key
    assert not set(here.field_keys) & set(there.field_keys)


def test_all_who_come_first_get_the_same_keys(tmp_path: Path):
    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(lambda _: development_keys(tmp_path / "keys"), range(8)))
    assert all(keys == found[0] for keys in found)


def test_field_keys_open_what_they_seal():
    fernet = Fernet(Keys.new().field_keys[0])
    assert fernet.decrypt(fernet.encrypt(b"x")) == b"x"


def test_the_file_holds_all_three(tmp_path: Path):
    development_keys(tmp_path / "keys")
    held = json.loads((tmp_path / "keys").read_text())
    assert set(held) == {"secret_key", "field_keys", "lookup_keys"}
