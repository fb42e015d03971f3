"""A hall as the library of a place writes it: shelves, carriers, rates, windows, lines."""

from __future__ import annotations

import re
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field, field_validator

from departments.documents import Strict, Text

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,49}$")]
Yuan = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,9})\.[0-9]{2}$")]


class ShelfEntry(Strict):
    """A shelf for results that wait to be collected, and how many lie on it."""

    label: Annotated[str, Field(pattern=r"^[0-9A-Z][0-9A-Z-]{0,19}$")]
    places: int = Field(ge=1, le=9999)


class CarrierEntry(Strict):
    """Who takes parcels; ``tracking`` is the pattern of their numbers."""

    name: Text
    tracking: str

    @field_validator("tracking")
    @classmethod
    def _is_a_pattern(cls, tracking: str) -> str:
        try:
            re.compile(tracking)
        except re.error as error:
            raise ValueError(_("运单号的格式不是有效的正则表达式。")) from error
        return tracking


class RateEntry(Strict):
    """What a case costs somebody other than its applicant.

    ``when`` says what brings it about: an item's approval (its key), the post, or a helper.
    Without ``payee`` it goes to whoever made it or carried it.
    """

    kind: Annotated[str, Field(pattern=r"^(seal|post|tax_device|helper)$")]
    when: Annotated[str, Field(pattern=r"^([A-Z][0-9]{1,2}[a-z]?|post|helper)$")]
    what: Text
    payer: Text
    payee: Text | None = None
    amount: Yuan


class WindowEntry(Strict):
    """``bundles`` are codes; none means the window takes everything."""

    label: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,8}$")]
    bundles: tuple[Code, ...] = ()


class LineEntry(Strict):
    """People with numbers ``A001``, ``A002`` … stand in line ``A``."""

    letter: Annotated[str, Field(pattern=r"^[A-Z]$")]
    name: Text
    bundles: tuple[Code, ...] = ()


class HallEntry(Strict):
    code: Code
    name: Text
    address: Text
    phone: Annotated[str, Field(pattern=r"^[0-9-]{5,30}$")]
    windows: tuple[WindowEntry, ...] = ()
    lines: tuple[LineEntry, ...] = ()
    shelves: tuple[ShelfEntry, ...] = ()
    carriers: tuple[CarrierEntry, ...] = ()
    rates: tuple[RateEntry, ...] = ()
