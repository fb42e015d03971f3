"""The six-in-one of 乌拉盖 in force with its words, and the people of its hall."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bundles.catalogue import versions
from bundles.catalogue.editions import sources
from bundles.catalogue.models import BundleVersion
from bundles.catalogue.reading import open_bundle
from departments.models import Officer
from tests.catalogue import library

CODE = "company-opening"


def officer(number: str) -> Officer:
    return Officer.objects.select_related("hall").get(number=number)


@pytest.fixture
def in_force(departments: None) -> Iterator[BundleVersion]:
    version = library.publish_company_opening()
    sources.keep_of_library(version, open_bundle(library.COMPANY_OPENING))
    yield version
    versions.forget()


@pytest.fixture
def xiulan(departments: None) -> Officer:
    """王秀兰, who leads the hall."""
    return officer("WLG-ZW-03")


@pytest.fixture
def gaowa(departments: None) -> Officer:
    """娜仁高娃, who supervises there."""
    return officer("WLG-ZW-04")


@pytest.fixture
def xiaodong(departments: None) -> Officer:
    """付晓东, who runs the system."""
    return officer("WLG-ZW-06")
