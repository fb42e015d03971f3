"""Brings the library files into the database: all of them or none, and as often as you like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from departments import library_rows as rows
from departments import selectors
from departments.documents import LibraryErrors
from departments.library_reading import Library, read_library
from departments.synchronising import Change

__all__ = ["LIBRARY", "LibraryErrors", "Progress", "Summary", "load"]

LIBRARY = Path(__file__).with_name("library")

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being loaded."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load changed, by the kind of row."""

    changes: dict[str, Change]

    @property
    def created(self) -> int:
        return sum(change.created for change in self.changes.values())

    @property
    def changed(self) -> int:
        return sum(change.changed for change in self.changes.values())

    @property
    def removed(self) -> int:
        return sum(change.removed for change in self.changes.values())


STEPS: dict[str, Callable[[Library], Change]] = {
    "divisions": rows.divisions,
    "halls": rows.halls,
    "windows": rows.windows,
    "ticket_lines": rows.ticket_lines,
    "office_hours": rows.office_hours,
    "departments": rows.departments,
    "officers": rows.officers,
    "materials": rows.materials,
    "service_items": rows.service_items,
    "requirements": rows.requirements,
}


def load(
    progress: Progress | None = None, *, folder: Path = LIBRARY, today: date | None = None
) -> Summary:
    """Read every library file, then write what is new or changed.

    Raises ``LibraryErrors`` with all mistakes before anything is written. Runs inside the caller's
    transaction when there is one. A second load changes nothing. What people edited in the console
    and the library does not mention (calendar years already published, who is on duty) is kept.
    """
    report = progress or (lambda done, total, what: None)
    total = len(STEPS) + 2
    report(0, total, "files")
    library = read_library(folder)
    changes: dict[str, Change] = {}
    with transaction.atomic():
        for done, (what, step) in enumerate(STEPS.items(), start=1):
            report(done, total, what)
            changes[what] = step(library)
        report(total - 1, total, "calendar")
        changes["calendar"] = rows.calendar(until=(today or timezone.localdate()).year + 1)
        transaction.on_commit(selectors.forget)
    selectors.forget()
    report(total, total, "")
    return Summary(changes)
