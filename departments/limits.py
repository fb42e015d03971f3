"""How long something may take: an amount of days, and which kind of day counts.

Which days count is a property of each rule (a licence counts working days, a lawsuit calendar
days), so a number of days never travels without its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from enum import StrEnum
from typing import ClassVar, Self

from django.utils.translation import get_language
from django.utils.translation import gettext as _


class DayKind(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


_DAYS_ZH = {DayKind.WORKING: "工作日", DayKind.CALENDAR: "自然日"}
_DAYS_EN = {DayKind.WORKING: "working day", DayKind.CALENDAR: "calendar day"}

# Days off in a row when Spring Festival meets its weekends, as in 2026.
LONGEST_BREAK = 9


class LimitInvalid(ValueError):
    """A limit needs an amount of days that is not negative, and a kind of day."""

    code = "limit_invalid"


@dataclass(frozen=True, slots=True)
class Limit:
    """``amount`` days of one kind; zero means while the applicant waits (即办)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    amount: Decimal
    day_kind: DayKind = DayKind.WORKING

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise LimitInvalid(_("时限不能是负数，请填写 0 或正数。"))

    @classmethod
    def working(cls, amount: int | str | Decimal) -> Self:
        return cls(Decimal(amount), DayKind.WORKING)

    @classmethod
    def calendar(cls, amount: int | str | Decimal) -> Self:
        return cls(Decimal(amount), DayKind.CALENDAR)

    @classmethod
    def from_json(cls, value: Mapping[str, object] | Limit) -> Self:
        """Read ``{"amount": "0.5", "day_kind": "working"}``, or take a limit as it is."""
        if isinstance(value, Limit):
            return cls(value.amount, value.day_kind)
        try:
            amount = Decimal(str(value["amount"]))
            return cls(amount, DayKind(str(value.get("day_kind", DayKind.WORKING))))
        except (KeyError, InvalidOperation, ValueError) as error:
            raise LimitInvalid(_("时限应写明天数（amount）和日期种类（day_kind）。")) from error

    def to_json(self) -> dict[str, str]:
        return {"amount": _plain(self.amount), "day_kind": self.day_kind.value}

    @property
    def on_the_spot(self) -> bool:
        return self.amount == 0

    @property
    def whole_days(self) -> bool:
        return self.amount == self.amount.to_integral_value()

    @property
    def zh(self) -> str:
        if self.on_the_spot:
            return "即时办结"
        return f"{_plain(self.amount)}个{_DAYS_ZH[self.day_kind]}"

    @property
    def en(self) -> str:
        if self.on_the_spot:
            return "on the spot"
        plural = "" if self.amount <= 1 else "s"
        return f"{_plain(self.amount)} {_DAYS_EN[self.day_kind]}{plural}"

    def __str__(self) -> str:
        return self.en if (get_language() or "zh").startswith("en") else self.zh

    def exceeds(self, other: Limit) -> bool:
        """Whether this may end later than ``other``.

        Across kinds the answer is the careful one: working days are stretched over their weekends
        and the longest holiday, and never end before as many calendar days.
        """
        if self.day_kind is DayKind.WORKING and other.day_kind is DayKind.CALENDAR:
            return self._stretched > other.amount
        return self.amount > other.amount

    @property
    def _stretched(self) -> Decimal:
        """The most calendar days these working days can take."""
        if self.on_the_spot:
            return self.amount
        weekends = self.amount // 5 * 2
        return self.amount.to_integral_value(ROUND_CEILING) + weekends + LONGEST_BREAK


def _plain(amount: Decimal) -> str:
    """``Decimal("1E+1")`` → ``10``, ``Decimal("0.50")`` → ``0.5``."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
