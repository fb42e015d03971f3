"""What a page is told that saves itself while it is being typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from bundles.catalogue.answers import Problem
from portal.form.capitals import note
from portal.form.controls import as_typed
from portal.form.marks import Elsewhere, mark
from portal.form.sheets import Sheet, Values, held


def told(
    before: Sheet, after: Sheet, values: Values, problems: Sequence[Problem], seen: Elsewhere
) -> dict[str, Any]:
    """``saved_at``, ``problems`` and ``notes`` by field, the new marks, what changed elsewhere."""
    now = timezone.now()
    start = f"{after.path}."
    fields = [one for one in after.fields if one.key in values]
    content: dict[str, Any] = {
        "saved_at": now.isoformat(),
        "shown": date_format(timezone.localtime(now), "H:i"),
        "version": held(after),
        "problems": {
            one.path.removeprefix(start): str(one.message)
            for one in problems
            if one.path.startswith(start)
        },
        "notes": {one.key: note(one, values[one.key]) for one in fields},
        "was": {one.key: mark(one, after.stored.get(one.key)) for one in after.fields},
        "newer": {key: as_typed(value) for key, value in seen.newer.items()},
        "elsewhere": [*labels(after, seen.newer), *labels(after, seen.replaced)],
    }
    if after.action and before.action != after.action:
        content["url"] = after.action
    return content


def labels(sheet: Sheet, keys: Iterable[str]) -> list[str]:
    """What the page calls these fields."""
    wanted = set(keys)
    return [
        str(one.text if hasattr(one, "text") else one.label)
        for one in sheet.fields
        if one.key in wanted
    ]
