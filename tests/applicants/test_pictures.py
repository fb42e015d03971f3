"""A photograph as it is kept: upright, small enough, and silent about where it was taken."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from applicants import exceptions as refused
from applicants.pictures import LONG_EDGE, redrawn, size_kept

HOUSE = Path(__file__).resolve().parents[2]
ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def photograph(
    size: tuple[int, int] = (300, 200), *, turned: int = 1, progressive: bool = False
) -> bytes:
    """Red on the left half, as the sensor saw it, with what a telephone writes along."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    exif[MAKE] = "SecretPhone"
    exif.get_ifd(GPS)[2] = (45.0, 49.0, 12.0)
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"taken at home", progressive=progressive)
    return out.getvalue()


def drawn(content: bytes, form: str = "JPEG") -> Image.Image:
    return Image.open(BytesIO(redrawn(BytesIO(content), form)))


@pytest.mark.parametrize(
    ("turned", "size", "red_at"),
    [
        (1, (300, 200), (20, 100)),
        (3, (300, 200), (280, 100)),
        (6, (200, 300), (100, 20)),
        (8, (200, 300), (100, 280)),
        (99, (300, 200), (20, 100)),
    ],
)
def test_a_photograph_stands_upright(
    turned: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    picture = drawn(photograph(turned=turned))
    assert picture.size == size
    red, green, _blue = picture.getpixel(red_at)  # type: ignore[misc]
    assert red > 200
    assert green < 60


def test_nothing_says_where_when_and_with_what_it_was_taken() -> None:
    original = photograph() + b"PK\x03\x04 and an archive after its end"
    assert b"SecretPhone" in original
    kept = redrawn(BytesIO(original), "JPEG")
    assert not Image.open(BytesIO(kept)).getexif()
    for told in (b"SecretPhone", b"taken at home", b"Exif", b"archive"):
        assert told not in kept


def test_texts_in_a_png_are_gone_too() -> None:
    chunk = b"tEXt" + b"Location\0at home"
    original = _png(4, 4, extra=struct.pack(">I", len(chunk) - 4) + chunk + _crc(chunk))
    assert b"at home" not in redrawn(BytesIO(original), "PNG")


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ((4000, 3000), (2200, 1650)),
        ((3000, 4000), (1650, 2200)),
        ((1080, 8000), (1080, 8000)),  # a long screenshot stays readable
        ((640, 480), (640, 480)),
    ],
)
def test_pictures_are_kept_in_a_sensible_size(came: tuple[int, int], kept: tuple[int, int]) -> None:
    assert size_kept(*came) == kept


def test_a_large_photograph_is_shrunk_and_a_megabyte_is_enough() -> None:
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=90)
    kept = redrawn(BytesIO(out.getvalue()), "JPEG")
    assert max(Image.open(BytesIO(kept)).size) == LONG_EDGE
    assert len(kept) < len(out.getvalue())


def test_the_same_photograph_gives_the_same_bytes() -> None:
    one = photograph((3000, 2000))
    assert redrawn(BytesIO(one), "JPEG") == redrawn(BytesIO(one), "JPEG")


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_every_kind_of_png_is_drawn(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (50, 40)).save(out, "PNG")
    assert drawn(out.getvalue(), "PNG").size == (50, 40)


def test_what_was_see_through_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (50, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert drawn(out.getvalue(), "PNG").convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def test_a_cmyk_photograph_is_drawn_in_colours_of_a_screen() -> None:
    out = BytesIO()
    Image.new("CMYK", (50, 40)).save(out, "JPEG")
    assert drawn(out.getvalue()).mode == "RGB"


BOMBS = {
    "a png of 50 000 by 50 000": (lambda: _png(50_000, 50_000), "PNG", refused.TooManyPixels),
    "a png that would fill the memory": (lambda: _png(7000, 7000), "PNG", refused.TooManyPixels),
    "a jpeg that says it is 65 500 by 65 500": (
        lambda: _resized(photograph()),
        "JPEG",
        refused.TooManyPixels,
    ),
    "a jpeg of a thousand passes": (
        lambda: photograph(progressive=True) + b"\xff\xda" * 1000,
        "JPEG",
        refused.TooComplex,
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_before_they_are_opened(name: str) -> None:
    made, form, refusal = BOMBS[name]
    with pytest.raises(refusal):
        redrawn(BytesIO(made()), form)


def test_fifty_million_pixels_of_a_telephone_fit_in_little_memory(tmp_path: Path) -> None:
    """In a process of its own, which may not take more than 500 MB of address space."""
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (8160, 6120), "teal").save(photo, "JPEG")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (500 << 20, 500 << 20));"
        "from django.conf import settings; settings.configure();"
        "from applicants.pictures import redrawn;"
        "print(len(redrawn(open(sys.argv[1], 'rb'), 'JPEG')))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(photo)],
        cwd=HOUSE, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert int(said.stdout) > 1000


def _png(width: int, height: int, extra: bytes = b"") -> bytes:
    """A PNG that says its size; all of its pixels are zeros, a thousand to one byte."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes((width * 3 + 1) * min(height, 40)))
    body = b"IDAT" + rows
    chunks = [head, body, b"IEND"]
    told = [struct.pack(">I", len(one) - 4) + one + _crc(one) for one in chunks]
    return b"\x89PNG\r\n\x1a\n" + told[0] + extra + told[1] + told[2]


def _crc(chunk: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(chunk))


def _resized(content: bytes) -> bytes:
    """The same JPEG with another size written in its frame header."""
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", 65_500, 65_500) + content[at + 4 :]
