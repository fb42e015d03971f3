"""What is wrong in a library file: where exactly, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class LibraryError:
    """One problem. ``line`` and ``column`` count from 1; ``path`` reads ``items.0.name.zh``."""

    file: str
    line: int
    column: int
    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        subject = f"{self.path}：" if self.path else ""
        return f"{where}  {subject}{self.problem} {self.remedy}".rstrip()


class LibraryErrors(Exception):
    """Library files hold mistakes; ``errors`` lists all of them, in reading order."""

    code = "library_invalid"

    def __init__(self, errors: Iterable[LibraryError]) -> None:
        self.errors = tuple(sorted(errors))
        super().__init__("\n".join(str(error) for error in self.errors))


def library_name(file: Path) -> str:
    """The name people know a file by, from its ``library`` folder on."""
    parts = file.parts
    if "library" in parts:
        start = len(parts) - 1 - parts[::-1].index("library")
        return "/".join(parts[max(start - 1, 0) :])
    return file.name
