"""The line to ClamAV, against a daemon that speaks as little of it as is needed."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from portal.scanning.clamd import ClamdScanner
from portal.scanning.eicar import EICAR
from portal.scanning.scanners import ScannerAway


class Daemon:
    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listening.getsockname()[1]}"
        self.received = b""
        self.says: bytes | None = None
        self.thread = threading.Thread(target=self.answer, daemon=True)
        self.thread.start()

    def answer(self) -> None:
        line, _from = self.listening.accept()
        with line, line.makefile("rb") as heard:
            assert heard.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(heard.read(4), "big"):
                self.received += heard.read(size)
            found = b"stream: Eicar-Test-Signature FOUND\0"
            line.sendall(self.says or (found if EICAR in self.received else b"stream: OK\0"))

    def close(self) -> None:
        self.listening.close()
        self.thread.join(5)


@pytest.fixture
def daemon(settings: Any) -> Iterator[Daemon]:
    opened = Daemon()
    settings.CLAMD_ADDRESS = opened.address
    yield opened
    opened.close()


def test_every_byte_reaches_it_and_a_clean_file_is_clean(daemon: Daemon) -> None:
    content = bytes(range(256)) * 1000
    assert ClamdScanner().is_clean(BytesIO(content))
    assert daemon.received == content


def test_what_it_finds_is_not_clean(daemon: Daemon) -> None:
    assert not ClamdScanner().is_clean(BytesIO(b"x" * 100_000 + EICAR))


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"\0"])
def test_anything_else_is_no_verdict(daemon: Daemon, says: bytes) -> None:
    daemon.says = says
    with pytest.raises(ScannerAway):
        ClamdScanner().is_clean(BytesIO(b"x"))


def test_nobody_at_the_other_end_is_no_verdict(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(ScannerAway):
        ClamdScanner().is_clean(BytesIO(b"x"))
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    with pytest.raises(ScannerAway):
        ClamdScanner().is_clean(BytesIO(b"x"))
