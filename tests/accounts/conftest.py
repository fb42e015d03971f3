import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_has_signed_up_yet() -> None:
    """Sign-ups are counted by address and minute; here everybody comes from the same address."""
    cache.clear()
