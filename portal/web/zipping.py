"""An archive made while it is sent: never whole in memory, never on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone

PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive; ``opened`` is called when its turn comes, and closed after."""

    name: str
    opened: Callable[[], IO[bytes]]
    packed: bool = False  # PDFs and pictures are packed already


def streamed(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The bytes of a ZIP with these entries, piece by piece."""
    sink = _Sink()
    now = timezone.localtime().timetuple()[:6]
    with ZipFile(sink, "w") as archive:
        for entry in entries:
            info = ZipInfo(entry.name, date_time=now)
            info.compress_type = ZIP_STORED if entry.packed else ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with closing(entry.opened()) as source, archive.open(info, "w") as target:
                while piece := source.read(PIECE):
                    target.write(piece)
                    if sink.full:
                        yield sink.emptied()
            yield sink.emptied()
    yield sink.emptied()


class _Sink:
    """Where the archive is written to, and taken from."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, piece: bytes, /) -> int:
        self._pieces.append(bytes(piece))
        self._size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing to let go of."""

    @property
    def full(self) -> bool:
        return self._size >= PIECE

    def emptied(self) -> bytes:
        pieces, self._pieces, self._size = b"".join(self._pieces), [], 0
        return pieces
