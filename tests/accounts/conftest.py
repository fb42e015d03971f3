from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_has_signed_up_yet() -> None:
    """Sign-ups are counted by address and minute; here everybody comes from the same address."""
    cache.clear()


@pytest.fixture(autouse=True)
def _phones_of_their_own(settings: Any, tmp_path: Path) -> None:
    """Messages go to a file of this test; nothing is printed."""
    settings.SMS_FILE = tmp_path / "sms.jsonl"
    settings.SMS_SENDERS = ["portal.accounts.codes.senders.FileSender"]
