import pytest

from departments import selectors
from departments.calendar import Calendar
from departments.holiday_seed import seed_year
from departments.library import load
from departments.models import ServiceItem


@pytest.fixture(scope="session")
def china() -> Calendar:
    """2024 to 2027 as the loader seeds them; of 2027 no make-up workday is known."""
    years = [seed_year(year) for year in range(2024, 2028)]
    return Calendar(
        days={day.date: day.is_workday for year in years for day in year.days},
        published_years=frozenset({2024, 2025, 2026}),
    )


@pytest.fixture(autouse=True)
def calendars_read_anew() -> None:
    selectors.forget()


@pytest.fixture
def shelved(db: None) -> None:
    """The library is in the database, also after a test that emptied it."""
    if not ServiceItem.objects.exists():
        load()
