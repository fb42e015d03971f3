"""Pages of PDFs as pictures, so that they can be zoomed and turned like photographs.

A browser's own PDF pane can be neither turned nor stepped through from the page around it, and runs
what it shows. A drawn page is what everybody sees. The file as it was handed in stays one click
away: what cannot be drawn is not thereby wrong.
"""

import subprocess
import sys
import threading
from pathlib import Path

from applicants.exceptions import NotDrawn

PRINTER = Path(__file__).with_name("page_printer.py")
PATIENCE = 30.0  # seconds for one page
AT_ONCE = threading.BoundedSemaphore(2)  # in one process of ours: each may take much memory


def page_picture(content: bytes, page: int) -> bytes:
    """Return page ``page``, counted from 1, as JPEG of at most 2200 pixels. Raises ``NotDrawn``."""
    with AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(PRINTER)],
                input=page.to_bytes(4, "big") + content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={},
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotDrawn from None
    if done.returncode or not done.stdout.startswith(b"\xff\xd8\xff"):
        raise NotDrawn
    return done.stdout
