"""What a run leaves behind: the six PDFs in a folder of the case, and a report as JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bundles.casework.models import WorkItem
from portal.demo.applicant import Result


@dataclass(frozen=True)
class Keepsakes:
    """The files of one case on this disk."""

    folder: Path

    def keep(self, name: str, content: bytes) -> Path:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_bytes(content)
        return path

    def path_of(self, result: Result) -> Path:
        return self.folder / f"{result.key}-{result.name}.pdf"


def report(
    case_number: str,
    results: list[Result],
    *,
    keepsakes: Keepsakes,
    seconds: dict[str, float],
    ledger_ok: bool,
) -> dict[str, Any]:
    """``case_number``, ``items`` in order, ``seconds`` per stage, ``ledger_ok``."""
    items = WorkItem.objects.filter(submission__number=case_number).select_related("department")
    by_key = {result.key: result for result in results}
    return {
        "case_number": case_number,
        "items": [
            _item(item, by_key.get(item.key), keepsakes) for item in items.order_by("position")
        ],
        "seconds": seconds,
        "ledger_ok": ledger_ok,
    }


def write(path: Path, told: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _item(item: WorkItem, result: Result | None, keepsakes: Keepsakes) -> dict[str, Any]:
    return {
        "code": item.key,
        "department": item.department.name,
        "status": item.status,
        "certificate_number": result.number if result else None,
        "pdf": str(keepsakes.path_of(result)) if result else None,
        "sha256": hashlib.sha256(result.pdf).hexdigest() if result else None,
    }
