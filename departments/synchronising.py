"""Making a table agree with a list of rows, in three statements however long the list is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Change:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


def synchronise(
    model: type[models.Model], rows: Iterable[Mapping[str, Any]], *, key: Sequence[str]
) -> Change:
    """Create the rows whose ``key`` is new, update those that differ, leave the rest alone.

    Each row maps column names (``parent_id`` for a foreign key) to values. Columns not mentioned
    keep what they have; rows of the table not mentioned are not touched.
    """
    wanted = {tuple(row[name] for name in key): row for row in rows}
    candidates = model._base_manager.filter(_among(wanted, key))
    identified = ((tuple(getattr(found, name) for name in key), found) for found in candidates)
    known = {identity: found for identity, found in identified if identity in wanted}
    new = [model(**row) for identity, row in wanted.items() if identity not in known]
    changed = [found for identity, found in known.items() if _assign(found, wanted[identity])]
    model._base_manager.bulk_create(new)
    columns = {name.removesuffix("_id") for row in wanted.values() for name in row} - set(key)
    if changed:
        model._base_manager.bulk_update(changed, sorted(columns), batch_size=500)
    return Change(
        created=len(new), changed=len(changed), unchanged=len(wanted) - len(new) - len(changed)
    )


def _among(wanted: Mapping[tuple[Any, ...], Any], key: Sequence[str]) -> models.Q:
    """Narrow to rows sharing the first column of a wanted key; the rest is compared in memory."""
    return models.Q(**{f"{key[0]}__in": {identity[0] for identity in wanted}})


def _assign(found: models.Model, row: Mapping[str, Any]) -> bool:
    """Write the differing values onto ``found``; whether there were any."""
    differing = {name: value for name, value in row.items() if getattr(found, name) != value}
    for name, value in differing.items():
        setattr(found, name, value)
    return bool(differing)
