"""What a file really is: told by its first bytes, proved by opening it, compared with its name."""

import logging
import os
from dataclasses import dataclass
from enum import Enum
from typing import IO

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image
from pypdf import PdfReader

from applicants.exceptions import (
    Damaged,
    DocumentRefused,
    Encrypted,
    TooManyPixels,
    TypeMismatch,
    WrongType,
)
from applicants.filenames import extension

MAX_PIXELS = 60_000_000  # unless DOCUMENT_MAX_PIXELS says otherwise; phones take 50 million

# pypdf reports oddities by quoting the file, and a quoted file is personal data in a log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class FileType(Enum):
    """A kind of file that is taken in: media type, first bytes, extensions, name for people."""

    PDF = ("application/pdf", b"%PDF-", ("pdf",), "PDF")
    JPEG = ("image/jpeg", b"\xff\xd8\xff", ("jpg", "jpeg"), "JPEG")
    PNG = ("image/png", b"\x89PNG\r\n\x1a\n", ("png",), "PNG")

    def __init__(
        self, media_type: str, signature: bytes, extensions: tuple[str, ...], label: str
    ) -> None:
        self.media_type = media_type
        self.signature = signature
        self.extensions = extensions
        self.label = label


@dataclass(frozen=True, slots=True)
class Content:
    """What was found in a file; ``pages`` only where it has any."""

    media_type: str
    pages: int | None


def named_type(name: str) -> FileType:
    """Return the type a file claims by its name. Raises ``WrongType``."""
    for kind in FileType:
        if extension(name) in kind.extensions:
            return kind
    raise WrongType


def inspect(stream: IO[bytes], claimed: FileType) -> Content:
    """Return what is in a seekable file, which is left at its start.

    Raises ``TypeMismatch`` when it is not what its name claims, ``Damaged`` when it does not open,
    ``Encrypted`` for a PDF with a password, ``TooManyPixels`` for an image too large to look at.
    """
    stream.seek(0)
    if not stream.read(16).startswith(claimed.signature):
        message = _("文件名表示这是 {type} 文件，内容却不是。请选择真正的 {type} 文件后重新上传。")
        raise TypeMismatch(format_lazy(message, type=claimed.label))
    stream.seek(0)
    pages = None
    try:
        if claimed is FileType.PDF:
            pages = _pdf_pages(stream)
        else:
            _verify_image(stream, claimed)
    except DocumentRefused:
        raise
    except Exception:  # noqa: BLE001
        # A parser fed by strangers may fail in any way; for them it is one: it does not open.
        # Without its cause, which may quote the file.
        raise Damaged from None
    stream.seek(0)
    return Content(claimed.media_type, pages)


def _pdf_pages(stream: IO[bytes]) -> int:
    reader = PdfReader(stream)
    if reader.is_encrypted:
        raise Encrypted
    pages = len(reader.pages)
    if not pages:
        raise Damaged
    return pages


def _verify_image(stream: IO[bytes], kind: FileType) -> None:
    """Check an image without holding all of it: PNG by its checksums, JPEG decoded at an eighth."""
    try:
        with Image.open(stream, formats=[kind.name]) as image:
            _check_pixels(image)
            image.verify()
        if kind is FileType.JPEG:  # it has no checksums: only decoding shows that it is whole
            stream.seek(0, os.SEEK_SET)
            with Image.open(stream, formats=[kind.name]) as image:
                image.draft(None, (image.width // 8 or 1, image.height // 8 or 1))
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > _max_pixels():
        raise _too_many_pixels()


def _too_many_pixels() -> TooManyPixels:
    message = _("图片超过 {limit} 万像素，请降低分辨率后重新上传。")
    return TooManyPixels(format_lazy(message, limit=_max_pixels() // 10_000))


def _max_pixels() -> int:
    return int(getattr(settings, "DOCUMENT_MAX_PIXELS", MAX_PIXELS))
