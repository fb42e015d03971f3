"""Pages of PDFs drawn as pictures."""

import io

import pytest
from PIL import Image

from applicants.exceptions import NotDrawn
from applicants.page_pictures import page_picture
from applicants.scans import Picture, as_pdf
from tests.applicants.samples import jpeg


def test_each_page_of_a_scan_is_drawn_the_way_it_lies() -> None:
    content = as_pdf([Picture(jpeg()), Picture(jpeg(), turned=1)])
    sizes = [Image.open(io.BytesIO(page_picture(content, page))).size for page in (1, 2)]
    assert all(max(size) == 2200 for size in sizes)
    assert sizes[0] == sizes[1][::-1]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"\0" * 4000])
def test_rubbish_is_not_drawn(content: bytes) -> None:
    with pytest.raises(NotDrawn):
        page_picture(content, 1)


def test_past_the_end_there_is_no_page() -> None:
    with pytest.raises(NotDrawn):
        page_picture(as_pdf([Picture(jpeg())]), 2)
