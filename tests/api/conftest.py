from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _library(library: None) -> None:
    """Every test of this door begins with departments and a published bundle."""
