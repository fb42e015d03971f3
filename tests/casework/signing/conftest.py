from __future__ import annotations

import pytest

from bundles.casework.models import SignatureRequest, Submission
from tests import cases
from tests.casework.signing.steps import COMPANY, ask


@pytest.fixture
def draft() -> Submission:
    return cases.draft(company=COMPANY)


@pytest.fixture
def asked(draft: Submission) -> list[SignatureRequest]:
    return list(ask(draft).requests.all())
