"""Two pages of one form: which of them changed a field, told by a mark of what each was shown.

A page carries the mark of every value it shows. A field that comes back with the same mark was not
touched there, so what another tab or device has written since stays; one that was touched is the
latest change and wins, and the applicant is told what stood there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bundles.catalogue.definition import Field, Question
from bundles.catalogue.entries import YES_NO, Refused, is_empty, read
from portal.form.stamp import version_of

WAS = "was-"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """``newer``: untouched here, other than this page showed. ``replaced``: touched on both."""

    newer: dict[str, Any] = field(default_factory=dict)
    replaced: dict[str, Any] = field(default_factory=dict)


def mark(asked: Field | Question, raw: Any) -> str:
    """The same for two ways of writing one value; nothing can be read from it."""
    return version_of(_plainly(asked, raw))[:12]


def merged(
    fields: Iterable[Field | Question],
    stored: Mapping[str, Any],
    typed: Mapping[str, Any],
    was: Mapping[str, str],
) -> tuple[dict[str, Any], Elsewhere]:
    """What to keep of a post beside what is there, field by field."""
    kept, elsewhere = dict(stored), Elsewhere()
    for one in fields:
        if one.key not in typed:
            continue
        now, new = mark(one, stored.get(one.key)), mark(one, typed[one.key])
        before = was.get(one.key)
        if before == new:
            if now != before:
                elsewhere.newer[one.key] = stored.get(one.key)
            elif one.key not in stored:
                kept[one.key] = typed[one.key]
            continue
        if before is not None and now not in (before, new):
            elsewhere.replaced[one.key] = stored.get(one.key)
        kept[one.key] = typed[one.key]
    return kept, elsewhere


def was_shown(post: Mapping[str, Any], fields: Iterable[Field | Question]) -> dict[str, str]:
    """The marks the page carried, of these fields."""
    names = {one.key: f"{WAS}{one.key}" for one in fields}
    return {key: str(post[name]) for key, name in names.items() if name in post}


def mark_of(row: Mapping[str, Any]) -> str:
    """A short fingerprint of a row; nothing can be read from it without the row."""
    return version_of(dict(row))


def row_id(row: Mapping[str, Any], index: int) -> str:
    """What a row is known by that no page has named yet."""
    return hashlib.sha256(f"{index}{mark_of(row)}".encode()).hexdigest()[:16]


def _plainly(asked: Field | Question, raw: Any) -> Any:
    if is_empty(raw):
        return ""
    if isinstance(asked, Field):
        try:
            return read(asked, raw)
        except Refused:
            pass
    if isinstance(raw, list | tuple):
        return sorted(map(str, raw))
    if isinstance(raw, str):
        text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
        return YES_NO.get(text, text) if asked.type == "yes_no" else text
    return raw if isinstance(raw, bool) else str(raw)
