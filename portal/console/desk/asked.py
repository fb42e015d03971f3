"""What somebody typed into the one search field, or scanned: a number of ours, or a person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError

from applicants.identity import validate_phone, validate_resident_id, validate_uscc
from bundles.papers.links import PATH
from bundles.papers.payload import NotOurPayload, read

LONGEST: Final = 2000
"""Characters of a signed QR code, the longest thing anybody scans here."""
SHORTEST_END: Final = 4
"""Fewer last digits than this would list half the hall."""
_CODE = re.compile(r"[0-9A-Z][0-9A-Z/\-.]*[0-9A-Z]")


class Kind(StrEnum):
    NUMBER = "number"
    PHONE = "phone"
    IDENTITY = "identity"
    NAME = "name"
    NOTHING = "nothing"


PERSONAL: Final = frozenset({Kind.PHONE, Kind.IDENTITY, Kind.NAME})
"""Kinds that look for somebody: only with a reason, and written down."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``value`` in its canonical form. ``scanned`` when it came as the address of a QR code."""

    kind: Kind
    value: str = ""
    scanned: bool = False

    @property
    def personal(self) -> bool:
        return self.kind in PERSONAL


def asked(text: str) -> Asked:
    """Tell what is looked for. No text makes it raise; what says nothing is ``NOTHING``."""
    plain = " ".join(unicodedata.normalize("NFKC", text.replace("\0", "")[:LONGEST]).split())
    if "://" in plain:
        number = _in_address(plain)
        return Asked(Kind.NUMBER, number, scanned=True) if number else Asked(Kind.NOTHING)
    for kind, validate in (
        (Kind.PHONE, validate_phone),
        (Kind.IDENTITY, validate_resident_id),
        (Kind.IDENTITY, validate_uscc),
    ):
        try:
            return Asked(kind, validate(plain))
        except ValidationError:
            continue
    code = plain.replace(" ", "").upper()
    if _CODE.fullmatch(code) and any(one.isdigit() for one in code):
        return Asked(Kind.NUMBER, code)
    return Asked(Kind.NAME, plain) if len(plain) > 1 else Asked(Kind.NOTHING)


def _in_address(address: str) -> str:
    """The number inside one of our addresses; empty for a code of somebody else."""
    try:
        parts = urlsplit(address)
        if parts.path.upper().startswith(PATH):
            signed = read(parts.path[len(PATH) :].strip("/"))
            return signed.payload.number if signed.genuine and signed.payload else ""
        if parts.path.rstrip("/") in {"/progress", "/verify"}:
            number = parse_qs(parts.query).get("number", [""])[0].strip().upper()
            return number if _CODE.fullmatch(number) else ""
    except (ValueError, NotOurPayload):
        pass
    return ""
