"""PDFs are looked through by another process, which may use little memory and little time."""

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applicants.exceptions import (
    ActiveContent,
    Damaged,
    DocumentRefused,
    Encrypted,
    FilesInside,
    FillableForm,
    TooComplex,
    TooManyPages,
)
from applicants.pdf_examiner import MOST_PAGES

EXAMINER = Path(__file__).with_name("pdf_examiner.py")
PATIENCE = 30.0  # seconds for one PDF
BEFORE_A_FRESH_ONE = 200  # PDFs seen by one process, so that nothing it holds on to adds up

REFUSALS: dict[str, type[DocumentRefused]] = {
    one.code: one
    for one in (ActiveContent, Damaged, Encrypted, FilesInside, FillableForm, TooComplex)
}


def page_count(stream: IO[bytes]) -> int:
    """Return the pages of a PDF that shows the same to everybody and does nothing by itself.

    It is kept as it is or refused, never rewritten: that would break its electronic signatures.
    Raises ``Encrypted``, ``ActiveContent``, ``FilesInside``, ``FillableForm``, ``TooManyPages``,
    ``TooComplex`` for what takes too long or too much memory, ``Damaged``.
    """
    stream.seek(0)
    answer = _examiner.ask(stream.read())
    refused = answer.get("refused")
    if refused == TooManyPages.code:
        message = _("PDF 超过 {limit} 页，请拆分成几个文件后重新上传。")
        raise TooManyPages(format_lazy(message, limit=MOST_PAGES))
    if refused is not None:
        raise REFUSALS.get(refused, Damaged)
    return int(answer["pages"])


class Examiner:
    """The one process of this process; started when first needed, replaced when it dies."""

    def __init__(self) -> None:
        self._busy = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._asked = 0

    def ask(self, content: bytes) -> dict[str, Any]:
        """Return its verdict; one that died or took too long refuses as too complex."""
        with self._busy:
            child = self._ready()
            alarm = threading.Timer(PATIENCE, child.kill)
            alarm.start()
            try:
                return self._answer(child, content)
            finally:
                alarm.cancel()

    def end(self) -> None:
        """Let the process go; the next PDF starts another."""
        child, self._child, self._asked = self._child, None, 0
        if child is None or child.stdin is None or child.stdout is None:
            return
        with suppress(OSError):
            child.stdin.close()
        child.kill()
        child.wait()
        child.stdout.close()

    def leave(self) -> None:
        """After a fork: the process is the parent's, so only this copy of its ends is closed."""
        child = self._child
        if child is not None and child.stdin is not None and child.stdout is not None:
            child.returncode = 0  # nothing to wait for here
            child.stdin.close()
            child.stdout.close()
        Examiner.__init__(self)

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._asked >= BEFORE_A_FRESH_ONE or (self._child and self._child.poll() is not None):
            self.end()
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-I", str(EXAMINER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={},
            )
        self._asked += 1
        return self._child

    def _answer(self, child: "subprocess.Popen[bytes]", content: bytes) -> dict[str, Any]:
        assert child.stdin is not None
        assert child.stdout is not None
        line = b""
        with suppress(OSError):
            child.stdin.write(len(content).to_bytes(8, "big") + content)
            child.stdin.flush()
            line = child.stdout.readline()
        if not line:
            self.end()
            return {"refused": TooComplex.code}
        answer: dict[str, Any] = json.loads(line)
        return answer


_examiner = Examiner()
atexit.register(_examiner.end)
os.register_at_fork(after_in_child=_examiner.leave)
