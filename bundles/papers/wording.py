"""How values are written on paper: always Chinese, whatever language the reader's screen speaks."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone


def day(value: date) -> str:
    """``2026年11月22日``."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """``2026年11月22日 9:05`` in Shanghai time."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)} {local.hour}:{local.minute:02d}"


def yuan(value: Decimal) -> str:
    """``500万元`` for round ten-thousands, else ``123,456.78元``."""
    if value and value % 10000 == 0:
        return f"{value / 10000:,.0f}万元"
    return f"{value:,.2f}元"


def written(value: Any) -> Any:
    """A context as the plain data a template reads: dates in words, absent values as empty text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: written(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: written(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [written(one) for one in value]
    if isinstance(value, str):
        return "\n".join(value.expandtabs(2).splitlines())
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return yuan(value)
    return "" if value is None else value
