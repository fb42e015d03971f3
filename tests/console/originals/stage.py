"""What of the originals the authorisation matrix opens."""

from __future__ import annotations

import os
import tempfile
import time
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from bundles.casework.models import Submission
from portal.console.originals.scanner_folder import offered
from portal.materials import tray
from tests import cases
from tests.console.stage import NUMBERS, Role, Stage, intake_of


def handed_of(stage: Stage) -> int:
    """A PDF put to the draft at the counter."""
    draft = Submission.objects.get(token=intake_of(stage))
    there = draft.handed_materials.filter(superseded_at__isnull=True, material_key="M07")
    return there.order_by("id")[0].pk


def page_of(stage: Stage) -> UUID:
    """A photographed page that waits in the tray of the draft."""
    draft = Submission.objects.get(token=intake_of(stage))
    there = tray.pages(draft, "M08").first()
    return there.token if there else tray.add(draft, "M08", cases.a_picture()).token


def scan_of(stage: Stage) -> str:
    """What lies in the scanner folders of everybody at the counters of the hall."""
    return offered(_folders() / NUMBERS[Role.CLERK])[0].key


def scanned_for(stage: Stage) -> str:
    """A material for which something lies in everybody's scanner folder."""
    scan_of(stage)
    return "M08"


@cache
def _folders() -> Path:
    root = Path(tempfile.mkdtemp(prefix="portal-scans-"))
    settings.SCANNER_DIR = str(root)
    for role in (Role.CLERK, Role.HEAD, Role.HELPER):
        own = root / "wlg-hall" / NUMBERS[role]
        own.mkdir(parents=True)
        scan = own / "SCAN0001.jpg"
        scan.write_bytes(cases.a_picture())
        os.utime(scan, (time.time() - 60,) * 2)
    return root / "wlg-hall"
