"""The list that goes with the bags (交接单): printed when it is closed, as often as one likes.

It names cases by their numbers, never people: it lies on a seat in a car.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Final

import typst
from django.utils import timezone

from bundles.catalogue import versions
from bundles.papers.barcodes import code_128
from bundles.papers.exceptions import PrintingFailed
from bundles.papers.printing import fonts
from bundles.reception.models import TransferList

TEMPLATE: Final = Path(__file__).parent / "transfer.typ"
TITLE: Final = "纸质材料交接单"


def transfer_pdf(transfer: TransferList, *, at: datetime) -> bytes:
    """Raises ``PrintingFailed`` when Typst refuses."""
    bags = transfer.bags.filter(listed=True).select_related("submission").order_by("id")
    said = {
        "title": TITLE,
        "number": transfer.number,
        "from": transfer.from_hall.name,
        "to": transfer.to_hall.name,
        "sent_by": str((transfer.closed_by or transfer.opened_by).get("name", "")),
        "sent_at": _moment(transfer.closed_at),
        "carrier": transfer.carrier,
        "bags": [
            {
                "number": bag.number,
                "bundle": versions.version(bag.submission.version_id).name.zh
                if bag.submission
                else "",
            }
            for bag in bags
        ],
    }
    code = code_128(transfer.number)
    try:
        made: bytes = typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(said, ensure_ascii=False), "code": code},
            format="pdf",
            timestamp=at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise PrintingFailed(TITLE, error.message) from error
    return made


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
