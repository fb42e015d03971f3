"""What the public holidays library knows of China's years, as rows for our own calendar table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import holidays

MAKE_UP_NAME = "调休上班"
FIRST_YEAR = 2024


@dataclass(frozen=True, slots=True)
class SeedDay:
    date: date
    is_workday: bool
    name: str


@dataclass(frozen=True, slots=True)
class SeedYear:
    """``published`` is false where no make-up workday is known yet."""

    year: int
    published: bool
    days: tuple[SeedDay, ...]


def seed_year(year: int) -> SeedYear:
    china = holidays.country_holidays("CN", years=year, language="zh_CN")
    make_up = sorted(day for day in china.weekend_workdays if day.year == year)
    off = [SeedDay(day, False, name) for day, name in china.items() if day.year == year]
    worked = [SeedDay(day, True, MAKE_UP_NAME) for day in make_up]
    days = tuple(sorted([*off, *worked], key=lambda day: day.date))
    return SeedYear(year=year, published=bool(make_up), days=days)
