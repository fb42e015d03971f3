"""Acceptance: a raw dump, the files and the logs of a run hold no ID, phone or account number."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.demo.checkout import Ran, alone, manage

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]
REVEAL = Path(__file__).with_name("reveal.py")
RESULTS = "demo"  # the six PDFs in the applicant's own hand, and the sign-ins


@dataclass(frozen=True)
class Revealed:
    numbers: dict[str, list[str]]
    dump: bytes


@pytest.fixture(scope="module")
def revealed(ran: Ran, tmp_path_factory: pytest.TempPathFactory) -> Revealed:
    """What the house knows when it opens its seals, beside what a thief of the database gets."""
    folder = tmp_path_factory.mktemp("revealed")
    script = f"folder = {str(folder)!r}\n{REVEAL.read_text()}"
    with alone(ran.checkout):
        ended = manage(ran.checkout, "shell", "--no-imports", "-c", script, seconds=120)
    assert ended.returncode == 0, ended.stderr
    return Revealed(
        json.loads((folder / "numbers.json").read_text()), (folder / "dump.sql").read_bytes()
    )


def traces(number: str) -> Iterator[bytes]:
    """The number as it is, and as it would look in a binary column or an encoded text."""
    plain = number.encode()
    yield plain
    yield plain.hex().encode()
    yield b64encode(plain).rstrip(b"=")[:-1]


def found_in(content: bytes, numbers: dict[str, list[str]]) -> list[str]:
    return [
        f"{kind} {number[:3]}…"
        for kind, several in numbers.items()
        for number in several
        if any(trace in content for trace in traces(number))
    ]


def test_the_run_had_numbers_to_lose(revealed: Revealed):
    assert len(revealed.numbers["id"]) >= 6
    assert len(revealed.numbers["phone"]) >= 5
    assert len(revealed.numbers["account"]) >= 1


def test_a_raw_dump_holds_none_of_them(ran: Ran, revealed: Revealed):
    assert ran.report["case_number"].encode() in revealed.dump  # it is the run's own
    assert found_in(revealed.dump, revealed.numbers) == []


def test_neither_files_nor_logs_nor_the_servers_own_data_hold_any(ran: Ran, revealed: Revealed):
    files = dict(kept(ran.checkout / ".local"))
    assert {"vault", "log", "postgres"} <= {name.parts[0] for name in files}
    found = {str(name): found_in(contents(path), revealed.numbers) for name, path in files.items()}
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


def contents(path: Path) -> bytes:
    """What stands in it; a server may take its scratch files away while they are being listed."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def kept(local: Path) -> Iterator[tuple[Path, Path]]:
    """Every file by its name in ``.local``, but for what is meant for the applicant's own hand."""
    for path in local.rglob("*"):
        name = path.relative_to(local)
        if path.is_file() and name.parts[0] != RESULTS:
            yield name, path


def test_neither_does_what_the_terminal_showed(ran: Ran, revealed: Revealed):
    assert found_in(ran.said.encode(), revealed.numbers) == []
