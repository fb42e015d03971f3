"""Photographed pages made into one PDF: A4, each picture as it is, without a second loss."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

A4 = (595.28, 841.89)  # points
MARGIN = 14.0  # points: about 5 mm, which printers do not reach


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG and how many quarter turns to the right it is shown at."""

    jpeg: bytes
    turned: int = 0


def as_pdf(pictures: Iterable[Picture]) -> bytes:
    """Return one A4 page per picture, upright or across as the picture is.

    The same pictures give the same bytes: made twice, it is one document.
    """
    writer = PdfWriter()
    for picture in pictures:
        _add_page(writer, picture)
    writer.metadata = None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _add_page(writer: PdfWriter, picture: Picture) -> None:
    with Image.open(BytesIO(picture.jpeg), formats=["JPEG"]) as image:
        width, height, grey = image.width, image.height, image.mode == "L"
    across = (width > height) ^ bool(picture.turned % 2)
    page = writer.add_blank_page(*(A4[::-1] if across else A4))
    drawn = StreamObject()
    drawn._data = picture.jpeg  # noqa: SLF001 — a filtered stream is given as it is
    drawn.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(width),
            NameObject("/Height"): NumberObject(height),
            NameObject("/ColorSpace"): NameObject("/DeviceGray" if grey else "/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    placed = DecodedStreamObject()
    placed.set_data(_placing(picture.turned, width, height, across=across))
    page[NameObject("/Contents")] = writer._add_object(placed)  # noqa: SLF001
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): DictionaryObject(
                {NameObject("/Page"): writer._add_object(drawn)}  # noqa: SLF001
            )
        }
    )
    page[NameObject("/MediaBox")] = ArrayObject(
        [FloatObject(side) for side in (0, 0, *(A4[::-1] if across else A4))]
    )


def _placing(quarters: int, width: int, height: int, *, across: bool) -> bytes:
    """Scale the unit square to the sheet, in the middle, turned to the right."""
    sheet = A4[::-1] if across else A4
    shown = (height, width) if quarters % 2 else (width, height)
    scale = min((sheet[0] - 2 * MARGIN) / shown[0], (sheet[1] - 2 * MARGIN) / shown[1])
    w, h = shown[0] * scale, shown[1] * scale
    x, y = (sheet[0] - w) / 2, (sheet[1] - h) / 2
    matrix = {
        0: (w, 0, 0, h, x, y),
        1: (0, -h, w, 0, x, y + h),
        2: (-w, 0, 0, -h, x + w, y + h),
        3: (0, h, -w, 0, x + w, y),
    }[quarters % 4]
    numbers = " ".join(f"{one:.3f}" for one in matrix)
    return f"q {numbers} cm /Page Do Q".encode()
