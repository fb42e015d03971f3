"""The time for the form that people are told is one in which they can fill it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bundles.catalogue.definition import Version
from bundles.catalogue.loader import LIBRARY
from bundles.catalogue.plan import plan
from departments.calendar import Calendar
from tests.catalogue.library import assembled
from tests.catalogue.lint.kiosk import kiosk

LEAST, MOST = 15, 45
"""Seconds for one field of an ordinary case, with everything at hand (ours)."""


@pytest.mark.usefixtures("departments")
@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_bundle_of_the_library_tells_a_likely_time(path: Path) -> None:
    version = assembled(path)
    ordinary = plan(version, {}, on=date(2026, 11, 23), calendar=Calendar())
    assert version.filling_minutes is not None
    assert LEAST <= version.filling_minutes * 60 / ordinary.after.fields <= MOST


def test_a_version_published_before_it_was_asked_stays_readable() -> None:
    document = kiosk()
    assert "filling_minutes" not in document
    assert Version.model_validate(document).filling_minutes is None
