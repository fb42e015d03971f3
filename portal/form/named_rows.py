"""The rows of a list, each with an identity that no other page changes."""

from __future__ import annotations

from typing import Any

from bundles.catalogue.blocks import ROW_ID
from bundles.catalogue.definition import Block
from portal.form.marks import row_id
from portal.form.pages import Work
from portal.form.sheets import Values


def rows_of(work: Work, block: Block) -> list[Values]:
    return named_rows(work.block(block.key))


def named_rows(stored: Any) -> list[Values]:
    """The rows, each with an identity; those that came without get one that lasts until saved."""
    rows = [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []
    return [
        row if isinstance(row.get(ROW_ID), str) else {ROW_ID: row_id(row, index), **row}
        for index, row in enumerate(rows)
    ]
