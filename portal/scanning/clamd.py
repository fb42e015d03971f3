"""ClamAV's daemon as the scanner: the bytes are streamed to it, none of them is left behind."""

from __future__ import annotations

import socket
from typing import IO, Final

from django.conf import settings

from portal.scanning.scanners import ScannerAway

PIECE: Final = 64 * 1024
PATIENCE: Final = 60.0  # seconds


class ClamdScanner:
    """Speaks INSTREAM (clamd(8)) to ``settings.CLAMD_ADDRESS``: ``host:port``, or a socket's path.

    ``StreamMaxLength`` of clamd must not be below ``DOCUMENT_MAX_BYTES``.
    """

    def is_clean(self, stream: IO[bytes]) -> bool:
        try:
            said = self._ask(stream)
        except OSError as error:
            raise ScannerAway from error
        if said.endswith("FOUND"):
            return False
        if said.endswith("OK"):
            return True
        raise ScannerAway(said)  # it was busy, or the file was too long for it: no verdict

    def _ask(self, stream: IO[bytes]) -> str:
        with self._line() as line:
            line.sendall(b"zINSTREAM\0")
            while piece := stream.read(PIECE):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
            return line.makefile("rb").read(1024).decode(errors="replace").strip("\0 \n")

    def _line(self) -> socket.socket:
        address: str = settings.CLAMD_ADDRESS or ""
        if address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(PATIENCE)
            try:
                line.connect(address)
            except OSError:
                line.close()
                raise
            return line
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=PATIENCE)
