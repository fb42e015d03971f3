from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from tests.accounts.browser import Browser


@pytest.fixture(autouse=True)
def _nobody_has_signed_up_yet() -> None:
    """Sign-ups are counted by address and minute; here everybody comes from the same address."""
    cache.clear()


@pytest.fixture(autouse=True)
def _phones_of_their_own(settings: Any, tmp_path: Path) -> None:
    """Messages go to a file of this test; nothing is printed."""
    settings.SMS_FILE = tmp_path / "sms.jsonl"
    settings.SMS_SENDERS = ["portal.accounts.codes.senders.FileSender"]


@pytest.fixture
def browser(live_server: Any) -> Iterator[Browser]:
    opened = Browser(live_server.url)
    yield opened
    opened.client.close()
