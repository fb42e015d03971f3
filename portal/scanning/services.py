"""Have every file scanned once: soon after it came, or when the sweep finds it waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import structlog
from django.utils import timezone

from applicants.documents import record_scan, vault
from applicants.models import Document, ScanState
from applicants.models.document import address
from portal.scanning.scanners import ScannerAway, scanner

log = structlog.get_logger(__name__)

LINGERS: Final = timedelta(minutes=2)
BATCH: Final = 500
MOST_MISSES: Final = 3
"""In a row; a scanner that hangs takes a minute for each, and the task has four."""


def scan(sha256: str) -> bool:
    """Ask the scanner about one content and write down what it says; False when it did not.

    Not to be scanned is no verdict (T12): a scanner that is away leaves the file waiting.
    """
    try:
        with vault().open(address(sha256)) as content:
            clean = scanner().is_clean(content)
    except (ScannerAway, OSError):
        log.warning("scan_put_off", sha256=sha256[:12])
        return False
    record_scan(sha256, clean=clean)
    return True


def scan_lingering() -> int:
    """Scan what has been waiting for long, oldest first; returns how many got a verdict.

    Some may be for no scanner, lost or too long: they hold up no other. When several in a row get
    no verdict the scanner is away, and the others wait for the next round.
    """
    waiting = Document.objects.filter(
        scan_state=ScanState.WAITING, created_at__lte=timezone.now() - LINGERS
    ).order_by("pk")
    done = misses = 0
    for sha256 in list(waiting.values_list("sha256", flat=True)[:BATCH]):
        if scan(sha256):
            done, misses = done + 1, 0
            continue
        misses += 1
        if misses >= MOST_MISSES:
            break
    return done
