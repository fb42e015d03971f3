"""The six-in-one of the house, its answers, and the calendar it is planned by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from departments.calendar import Calendar
from departments.selectors import calendar_for
from tests.catalogue import library


@pytest.fixture
def departments(db: None) -> None:
    library.load_departments()


@pytest.fixture
def company(departments: None) -> Iterator[Version]:
    """The six-in-one of 乌拉盖, published."""
    yield versions.version(library.publish_company_opening().pk)
    versions.forget()


@pytest.fixture
def answers() -> dict[str, Any]:
    return library.company_answers()


@pytest.fixture
def calendar(departments: None) -> Calendar:
    return calendar_for(library.WULAGAI)
