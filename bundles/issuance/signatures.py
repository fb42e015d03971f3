"""A signature drawn on a pad, and papers scanned at the desk: taken in, made harmless, sealed."""

from __future__ import annotations

import base64
import binascii
import hashlib
from io import BytesIO
from typing import IO, Final

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image, ImageOps

from applicants.contents import inspect, named_type
from applicants.exceptions import DocumentRefused
from applicants.pictures import redrawn
from bundles.issuance.exceptions import ScanTooLarge, SignatureUnreadable

PREFIX: Final = "data:image/png;base64,"
MOST_CHARACTERS: Final = 400_000
"""Of the text a pad sends; a signature takes about 20 000."""

WIDTH, HEIGHT = 600, 200
"""Pixels it is kept in at most: 5 cm on paper at 300 dpi."""

LEAST_INK: Final = 60
"""Dark pixels in the kept picture; a dot from resting the pen is no signature."""

MOST_INK: Final = 0.5
"""The part of the picture that may be dark; a black box is no signature either."""

LARGEST_SCAN: Final = 20 * 1024 * 1024


def drawn(text: str) -> str:
    """The signature as it is kept: a small black-on-white PNG drawn anew, in base64.

    ``text`` is what a canvas calls its data URL. Raises ``SignatureUnreadable`` for anything that
    is no PNG, opens badly, is empty, or is all ink.
    """
    picture = _ink(_opened(text))
    box = ImageOps.invert(picture).getbbox()
    if box is None:
        raise SignatureUnreadable
    picture = picture.crop(box)
    picture.thumbnail((WIDTH, HEIGHT))
    dark = sum(picture.point(lambda value: 1 if value < 128 else 0).tobytes())
    if dark < LEAST_INK or dark > MOST_INK * picture.width * picture.height:
        raise SignatureUnreadable
    out = BytesIO()
    picture.quantize(16).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()


def _opened(text: str) -> Image.Image:
    if len(text) > MOST_CHARACTERS or not text.startswith(PREFIX):
        raise SignatureUnreadable
    try:
        content = base64.b64decode(text.removeprefix(PREFIX), validate=True)
        picture = Image.open(BytesIO(redrawn(BytesIO(content), "PNG")))
        picture.load()
    except (binascii.Error, ValueError, OSError, DocumentRefused):
        raise SignatureUnreadable from None
    return picture


def _ink(picture: Image.Image) -> Image.Image:
    """Grey on white, whatever was transparent."""
    picture = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("L").point(lambda value: 255 if value > 230 else value)


def scanned(stream: IO[bytes], *, name: str) -> str:
    """Keep a scanned paper in the vault; returns its SHA-256.

    Raises what taking in a file raises (``WrongType``, ``TypeMismatch``, ``Damaged`` …),
    ``ScanTooLarge``.
    """
    claimed = named_type(name)
    stream.seek(0, 2)
    if stream.tell() > LARGEST_SCAN:
        raise ScanTooLarge
    found = inspect(stream, claimed)
    content = found.redrawn if found.redrawn is not None else stream.read()
    storages["vault"].save(None, ContentFile(content))
    return hashlib.sha256(content).hexdigest()
