"""Whoever looks for viruses: one question behind which any product can stand."""

from __future__ import annotations

from typing import IO, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class ScannerAway(Exception):
    """The scanner gave no verdict; the file goes on waiting and is asked about again."""

    code = "scanner_away"


class Scanner(Protocol):
    def is_clean(self, stream: IO[bytes]) -> bool:
        """Read the stream to its end and judge it. Raises ``ScannerAway``."""
        ...


def scanner() -> Scanner:
    """The one that ``settings.DOCUMENT_SCANNER`` names."""
    return cast(Scanner, import_string(settings.DOCUMENT_SCANNER)())
