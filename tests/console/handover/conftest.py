import pytest

from bundles.casework.models import Submission
from tests.console.handover import stage


@pytest.fixture
def issued(library: None) -> Submission:
    return stage.issued()


@pytest.fixture
def in_two_batches(library: None) -> Submission:
    return stage.in_two_batches()


@pytest.fixture
def ready(library: None) -> Submission:
    return stage.ready()
