"""Numbers that pass their checks and belong to nobody, and small real files."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter

FIELD_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
NEWER_FIELD_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="
LOOKUP_KEY = "a lookup key of the tests, 32+ characters"
NEWER_LOOKUP_KEY = "a newer lookup key of the tests, as long"

SARULA_ID = "152531199003072518"
MENGKE_ID = "152502198511220015"
COMPANY_USCC = "91152531MADEM0011W"
SOLE_TRADER_USCC = "92152531MADEM002XH"
BANNER_USCC = "111525310DEM00011J"
LEAGUE_USCC = "111525000DEM0002XD"


@dataclass(frozen=True)
class Someone:
    """As much of an actor as a document wants to know."""

    kind: str = "applicant"
    id: int = 1


def resident_id(first_17: str) -> str:
    """Return the number with its check digit, by the weights of GB 11643."""
    weighed = sum(int(digit) * (1 << 17 - place) for place, digit in enumerate(first_17))
    return first_17 + "10X98765432"[weighed % 11]


def pdf(*, pages: int = 1, password: str = "", size: int = 200) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=size, height=size)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    return _saved(writer.write)


def jpeg(width: int = 64, height: int = 64) -> bytes:
    image = Image.effect_noise((width, height), 80)
    return _saved(lambda file: image.save(file, "JPEG"))


def png(width: int = 64, height: int = 64) -> bytes:
    return _saved(lambda file: Image.new("RGB", (width, height), "teal").save(file, "PNG"))


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()
