"""Rows as a table for a spreadsheet, sent line by line as they are read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from django.http import StreamingHttpResponse

BYTE_ORDER_MARK: Final = "\ufeff"
"""So that spreadsheets read it as UTF-8."""

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula (OWASP, CSV injection): names are typed by people."""


def spreadsheet(
    heads: Iterable[str], rows: Iterable[Iterable[str]], *, name: str
) -> StreamingHttpResponse:
    """Answer with a CSV file of this name; nobody on the way keeps it."""
    response = StreamingHttpResponse(_lines(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def _lines(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(heads)
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
