"""The scanner that comes along: it knows one virus, the one everybody tests with."""

from __future__ import annotations

from typing import IO

PIECE = 64 * 1024
# in two halves, so that no scanner takes this file for the test file of the EICAR institute
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"


class EicarScanner:
    """A simulator: a real one (ClamAV, a vendor's) is named in ``settings.DOCUMENT_SCANNER``."""

    def is_clean(self, stream: IO[bytes]) -> bool:
        end = b""
        while piece := stream.read(PIECE):
            if EICAR in end + piece:
                return False
            end = piece[-len(EICAR) :]
        return True
