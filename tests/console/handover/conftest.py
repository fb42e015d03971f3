import pytest

from bundles.casework.models import Submission
from tests.console.handover import stage


@pytest.fixture
def issued(library: None) -> Submission:
    return stage.issued()


@pytest.fixture
def ready(library: None) -> Submission:
    return stage.ready()
