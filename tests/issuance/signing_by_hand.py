"""A signature as a pad sends it."""

import base64
from io import BytesIO

from PIL import Image, ImageDraw


def picture(*, size: tuple[int, int] = (1200, 400), ink: bool = True) -> Image.Image:
    image = Image.new("RGB", size, "white")
    if ink:
        pen = ImageDraw.Draw(image)
        pen.line([(200, 250), (400, 120), (450, 300), (700, 140), (900, 260)], "black", 9)
    return image


def data_url(image: Image.Image, form: str = "PNG") -> str:
    out = BytesIO()
    image.save(out, form)
    return f"data:image/{form.lower()};base64," + base64.b64encode(out.getvalue()).decode()


def signed_by_hand() -> str:
    return data_url(picture())
