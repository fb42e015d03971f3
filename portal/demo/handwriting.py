"""A signature as the pad at the window sends it: a few strokes, nobody's own."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

STROKES: Final = (
    ((180, 150), (420, 140), (300, 145), (290, 300)),
    ((470, 120), (440, 300), (560, 260), (650, 150), (610, 310)),
    ((720, 180), (980, 170), (860, 175), (840, 320), (790, 290)),
)


def signature() -> str:
    """A PNG as a canvas' data URL."""
    picture = Image.new("RGB", (1200, 400), "white")
    pen = ImageDraw.Draw(picture)
    for stroke in STROKES:
        pen.line(stroke, "#111", 9, joint="curve")
    out = BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
