"""Draws one page of a stranger's PDF, in a process of its own, with little memory and no secrets.

Run as a program by ``applicants.page_pictures``: reads a page number (4 bytes, big-endian) and the
PDF from standard input, answers with the page as JPEG on standard output. Typst draws it; the PDF
lies in memory only, in a file without a name. It knows nothing of Django.
"""

import io
import os
import resource
import sys

import typst
from PIL import Image

MEMORY = 2 * 1024 * 1024 * 1024  # bytes of address space; Typst maps more than it uses
SECONDS = 20  # of computing
LONG_EDGE = 1100  # points, at 144 to the inch: 2200 pixels, as photographs are kept
PAGE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#let content = read("/{file}", encoding: none)
#context {{
  let own = measure(image(content, format: "pdf", page: {page}))
  let fits = calc.min({edge}pt / own.width, {edge}pt / own.height)
  image(content, format: "pdf", page: {page}, width: own.width * fits)
}}"""


def drawn(content: bytes, page: int) -> bytes:
    """Return a page, counted from 1, as JPEG. Raises whatever Typst raises on rubbish."""
    file = os.memfd_create("page")
    with os.fdopen(file, "wb", closefd=False) as sink:
        sink.write(content)
    source = PAGE.format(file=file, page=page, edge=LONG_EDGE)
    made = typst.compile(  # type: ignore[call-overload]  # a root beside a source
        source.encode(), root="/proc/self/fd", ignore_system_fonts=True, format="png", ppi=144.0
    )
    out = io.BytesIO()
    with Image.open(io.BytesIO(made)) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=85, subsampling=0)
    return out.getvalue()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    page = int.from_bytes(sys.stdin.buffer.read(4), "big")
    sys.stdout.buffer.write(drawn(sys.stdin.buffer.read(), page))


if __name__ == "__main__":
    main()
