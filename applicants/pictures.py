"""Photographs as they are kept: upright, of a sensible size, telling only what they show.

A telephone writes into a photograph where and when it was taken, and with what. None of that is
asked for, so none of it is kept (minimum of data): what is handed in is the picture drawn anew.
The original is not kept either. Drawing anew also makes harmless whatever else was in the file.
"""

import os
from io import BytesIO
from typing import IO

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image

from applicants.exceptions import Damaged, DocumentRefused, TooComplex, TooManyPixels

MAX_PIXELS = 60_000_000  # unless DOCUMENT_MAX_PIXELS says otherwise; phones take 50 million
MOST_DECODED = 120_000_000  # bytes in memory at once; JPEGs are opened at a fraction of their size
MOST_PROGRESSIVE = 30_000_000  # pixels: opening a progressive JPEG takes six bytes for each
MOST_SCANS = 64  # passes over a progressive JPEG; cameras make about ten

LONG_EDGE = 2200  # pixels: an A4 page at 190 dpi, seals and small print stay readable
SHORT_EDGE = 1200  # long screenshots are not shrunk below this width
MOST_KEPT = 12_000_000  # pixels
QUALITIES = (85, 75, 65)
JPEG_AT_MOST = 1_500_000  # bytes; a picture that is larger is saved at the next lower quality

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each value of the EXIF tag Orientation (0x0112)."""


def redrawn(stream: IO[bytes], form: str, *, at_most: int = JPEG_AT_MOST) -> bytes:
    """Return a ``JPEG`` or ``PNG`` drawn anew in the same form; the same file gives the same bytes.

    ``at_most`` bounds a JPEG's bytes as far as quality 65 allows. Raises ``TooManyPixels``,
    ``TooComplex``, ``Damaged``.
    """
    try:
        picture = _opened(stream, form)
        return _png(picture) if form == "PNG" else jpeg(picture, at_most=at_most)
    except DocumentRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels() from None
    except Exception:  # noqa: BLE001
        # A parser fed by strangers may fail in any way; for them it is one: it does not open.
        raise Damaged from None


def jpeg(picture: Image.Image, *, at_most: int = JPEG_AT_MOST) -> bytes:
    """Return a picture as JPEG with full colour resolution, so that red seals stay sharp."""
    made = b""
    for quality in QUALITIES:
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality, subsampling=0, optimize=True)
        made = out.getvalue()
        if len(made) <= at_most:
            break
    return made


def size_kept(width: int, height: int) -> tuple[int, int]:
    """Return the size a picture is kept in, never larger than it came."""
    scale = min(1.0, max(LONG_EDGE / max(width, height), SHORT_EDGE / min(width, height)))
    scale = min(scale, (MOST_KEPT / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


def too_many_pixels() -> TooManyPixels:
    message = _("图片超过 {limit} 万像素，请降低分辨率后重新上传。")
    return TooManyPixels(format_lazy(message, limit=_max_pixels() // 10_000))


def _opened(stream: IO[bytes], form: str) -> Image.Image:
    """Decode no more than will be kept, and turn it upright."""
    if form == "PNG":
        _checksums_hold(stream)
    stream.seek(0, os.SEEK_SET)
    with Image.open(stream, formats=[form]) as image:
        _is_bounded(image, stream)
        turned = _orientation(image)
        wanted = size_kept(image.width, image.height)
        image.draft(None, wanted)
        if image.width * image.height * max(len(image.getbands()), 1) > MOST_DECODED:
            raise too_many_pixels()
        stream.seek(0, os.SEEK_SET)
        image.load()
        flat = _flat(image)
    if flat.size != wanted:
        flat = flat.convert("RGB") if flat.mode in ("P", "1") else flat
        flat = flat.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3.0)
    flat.info.clear()
    return flat.transpose(UPRIGHT[turned]) if turned in UPRIGHT else flat


def _checksums_hold(stream: IO[bytes]) -> None:
    stream.seek(0, os.SEEK_SET)
    with Image.open(stream, formats=["PNG"]) as image:
        _is_bounded(image, stream)
        image.verify()


def _is_bounded(image: Image.Image, stream: IO[bytes]) -> None:
    pixels = image.width * image.height
    if pixels > _max_pixels():
        raise too_many_pixels()
    if image.info.get("progressive") or image.info.get("progression"):
        stream.seek(0, os.SEEK_SET)
        if stream.read().count(b"\xff\xda") > MOST_SCANS or pixels > MOST_PROGRESSIVE:
            raise TooComplex


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except Exception:  # noqa: BLE001 — whatever is wrong there, the picture is shown as it lies
        return 1


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency, on white; in grey where it was, else in colour."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        see_through = image.convert("RGBA")
        sheet = Image.new("RGB", image.size, "white")
        sheet.paste(see_through, mask=see_through.getchannel("A"))
        return sheet
    if image.mode in ("1", "L", "RGB", "P"):
        return image.copy()
    if image.mode.startswith("I"):  # 16 bits of grey: a scanner's
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()


def _max_pixels() -> int:
    return int(getattr(settings, "DOCUMENT_MAX_PIXELS", MAX_PIXELS))
