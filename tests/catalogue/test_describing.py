"""The generated document says what the library says today."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bundles.catalogue.management.commands.describe_bundle import document
from tests.cases import WULAGAI

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[2] / "docs"


def test_the_restaurants_in_the_docs_are_those_of_the_library() -> None:
    bundles = ["restaurant-small", "restaurant"]
    text = document(bundles, WULAGAI, title="Opening a restaurant: every scenario's list")
    if os.environ.get("WRITE_DOCS"):
        (DOCS / "restaurant.md").write_text(text, encoding="utf-8")
    assert (DOCS / "restaurant.md").read_text(encoding="utf-8") == text, (
        "the library has changed: write docs/restaurant.md anew with the command at its head"
    )
