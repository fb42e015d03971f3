"""What a run leaves behind: the results in a folder of each case, and a report as JSON."""

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
        whose = f"-{result.nth}" if result.nth else ""
        return self.folder / f"{result.key}{whose}-{result.name}.pdf"


def report(
    case_number: str,
    results: list[Result],
    *,
    keepsakes: Keepsakes,
    ledger_ok: bool,
) -> dict[str, Any]:
    """``case_number``, ``items`` in order (one entry for each result), ``ledger_ok``."""
    of_item: dict[str, list[Result | None]] = {}
    for result in results:
        of_item.setdefault(result.key, []).append(result)
    items = WorkItem.objects.filter(submission__number=case_number).select_related("department")
    return {
        "case_number": case_number,
        "items": [
            _item(item, each, keepsakes)
            for item in items.order_by("position")
            for each in of_item.get(item.key, [None])
        ],
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
