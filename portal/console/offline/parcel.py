"""One case as a device sends it: read from JSON, whatever stands there.

Anything may come, so only the shape is judged here: who, which bundle, which number. What was
typed into the form goes on as typed; the catalogue judges it and the intake page tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.dateparse import parse_datetime

from portal.console.errors import PageIncomplete
from portal.console.offline.device import uuid_in

LONGEST: Final = 5000
MOST: Final = 200
"""Characters of one value, and entries of one object or list, that are looked at."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """``claimed`` is None where the device sent no moment that can be read."""

    token: UUID
    device: UUID
    number: str
    version: int
    claimed: datetime | None
    person: dict[str, str]
    questions: dict[str, Any]
    blocks: dict[str, Any]


def parcel(content: dict[str, Any]) -> Parcel:
    """Raises ``PageIncomplete`` without token, device, number and version."""
    version, answers = content.get("version"), _object(content.get("answers"))
    if not isinstance(version, int) or isinstance(version, bool) or not 0 < version < 2**31:
        raise PageIncomplete
    person = _object(content.get("person"))
    return Parcel(
        token=uuid_in(content.get("token")),
        device=uuid_in(content.get("device")),
        number=_line(content.get("number"))[:32],
        version=version,
        claimed=_moment(content.get("received_at")),
        person={key: _line(person.get(key)) for key in ("name", "id_number", "phone")},
        questions=_values(answers.get("questions")),
        blocks={
            key: [_values(row) for row in part[:MOST]] if isinstance(part, list) else _values(part)
            for key, part in list(_object(answers.get("blocks")).items())[:MOST]
        },
    )


def _object(content: Any) -> dict[str, Any]:
    return content if isinstance(content, dict) else {}


def _values(content: Any) -> dict[str, Any]:
    """Words, lists of words and truths; nothing deeper has a place in a form."""
    kept: dict[str, Any] = {}
    for key, value in list(_object(content).items())[:MOST]:
        if isinstance(value, bool):
            kept[_line(key)] = value
        elif isinstance(value, str | int):
            kept[_line(key)] = _line(value)
        elif isinstance(value, list):
            kept[_line(key)] = [_line(one) for one in value[:MOST] if isinstance(one, str | int)]
    return kept


def _line(value: Any) -> str:
    """What PostgreSQL and UTF-8 refuse (U+0000, lone surrogates) is shown as what it is: broken."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**18:
        return ""
    text = str(value) if isinstance(value, str | int) else ""
    text = text[:LONGEST].replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text.encode("utf-8", "replace").decode()


def _moment(text: Any) -> datetime | None:
    try:
        moment = parse_datetime(text[:40]) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
