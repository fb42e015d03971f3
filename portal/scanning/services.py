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
    """Scan what has been waiting for long, oldest first; returns how many got a verdict."""
    waiting = Document.objects.filter(
        scan_state=ScanState.WAITING, created_at__lte=timezone.now() - LINGERS
    ).order_by("pk")
    done = 0
    for sha256 in list(waiting.values_list("sha256", flat=True)[:BATCH]):
        if not scan(sha256):
            break  # the scanner is away: the others wait for the next round
        done += 1
    return done
