"""What a pad sends is a stranger's file: only a small picture with some ink on it is kept."""

import base64
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from applicants.exceptions import DocumentRefused
from bundles.issuance.exceptions import SignatureUnreadable
from bundles.issuance.signatures import MOST_CHARACTERS, PREFIX, drawn, scanned
from tests.issuance.signing_by_hand import data_url, picture, signed_by_hand


def kept(text: str) -> Image.Image:
    return Image.open(BytesIO(base64.b64decode(drawn(text))))


def test_a_signature_is_kept_small_and_drawn_anew() -> None:
    image = kept(signed_by_hand())
    assert image.format == "PNG"
    assert image.width <= 600
    assert image.height <= 200


def test_nothing_that_travels_in_the_file_is_kept() -> None:
    out, said = BytesIO(), PngImagePlugin.PngInfo()
    said.add_text("Comment", "152531199003072518")
    picture().save(out, "PNG", pnginfo=said)
    kept_bytes = base64.b64decode(drawn(PREFIX + base64.b64encode(out.getvalue()).decode()))
    assert b"152531199003072518" not in kept_bytes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "signed",
        PREFIX,
        PREFIX + "not base64!",
        PREFIX + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 40).decode(),
        PREFIX + base64.b64encode(b"<svg onload='x'/>").decode(),
        PREFIX + "A" * MOST_CHARACTERS,
        data_url(picture(), "JPEG"),
        data_url(picture(ink=False)),
        data_url(Image.new("RGB", (600, 200), "black")),
        data_url(Image.new("RGBA", (600, 200), (0, 0, 0, 0))),
        data_url(Image.new("1", (30_000, 30_000))),
    ],
    ids="empty word bare letters broken svg long jpeg blank black clear bomb".split(),
)
def test_what_is_no_signature_is_refused_in_words(text: str) -> None:
    with pytest.raises(SignatureUnreadable):
        drawn(text)


def test_ink_on_a_transparent_pad_counts() -> None:
    clear = Image.new("RGBA", (1200, 400), (0, 0, 0, 0))
    ink = picture().convert("L").point(lambda value: 255 - value)
    clear.paste((0, 0, 0, 255), mask=ink)
    assert kept(data_url(clear)).width > 100


def test_a_scan_has_to_be_what_its_name_says() -> None:
    with pytest.raises(DocumentRefused):
        scanned(BytesIO(b"MZ\x90\0"), name="record.pdf")
    with pytest.raises(DocumentRefused):
        scanned(BytesIO(b"%PDF-1.7"), name="record.exe")
