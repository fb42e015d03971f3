"""A QR code in a picture that somebody photographed or chose. Nothing is kept."""

from __future__ import annotations

from io import BytesIO
from typing import IO

import zxingcpp
from PIL import Image

from applicants.contents import FileType
from applicants.pictures import redrawn

CODES_AT_MOST = 8  # in one picture: papers have one


def kind_of(stream: IO[bytes]) -> FileType | None:
    """What a file is by its first bytes, whatever it is called."""
    stream.seek(0)
    begin = stream.read(16)
    stream.seek(0)
    return next((kind for kind in FileType if begin.startswith(kind.signature)), None)


def codes_in(stream: IO[bytes], kind: FileType) -> list[str]:
    """The text of every QR code in a picture, drawn anew first and so of bounded size.

    Raises ``TooManyPixels``, ``TooComplex``, ``Damaged``.
    """
    with Image.open(BytesIO(redrawn(stream, kind.name))) as picture:
        grey = picture.convert("L")
    found = zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [one.text for one in found[:CODES_AT_MOST] if one.text]
