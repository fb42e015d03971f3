"""Codes that scanners and telephones read, as SVG: on paper and on every screen the same."""

from __future__ import annotations

import io

import segno
import zxingcpp


def code_128(text: str, *, scale: int = 1) -> str:
    """Code 128 (ISO/IEC 15417) with its quiet zones: what hand scanners read."""
    drawn: str = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_svg(scale=scale)
    return drawn[drawn.index("<svg") :]


def qr_svg(link: str) -> str:
    """QR code for paper: as few squares as it needs, and whatever correction those leave."""
    drawing = io.BytesIO()
    segno.make(link, error="l", micro=False).save(drawing, kind="svg", xmldecl=False, border=0)
    return drawing.getvalue().decode()


def qr_on_screen(text: str, *, scale: int = 4, border: int = 3) -> str:
    """QR code for a screen: black on white whatever the page looks like."""
    drawing = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing, kind="svg", scale=scale, border=border, light="#fff", xmldecl=False
    )
    return drawing.getvalue().decode()
