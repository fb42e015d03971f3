from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from portal.notices import sending
from portal.notices.kinds import KIND_OF


@pytest.fixture(autouse=True)
def texts_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Nobody's phone rings twice over two tests."""
    settings.SMS_FILE = tmp_path / "sms.jsonl"


@pytest.fixture(autouse=True)
def from_the_filing_on(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ready-made cases are signed; what is told of that has tests of its own."""
    if "signed" not in request.node.name:
        monkeypatch.delitem(KIND_OF, "signatures.complete", raising=False)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Move the clock of the outbox on."""
    real = timezone.now
    passed = timedelta()

    def pass_(time: timedelta) -> None:
        nonlocal passed
        passed += time
        monkeypatch.setattr(sending.timezone, "now", lambda: real() + passed)

    yield pass_
    monkeypatch.setattr(sending.timezone, "now", real)
