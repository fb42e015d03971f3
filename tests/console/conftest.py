import pytest

from bundles.casework.models import Submission
from tests import cases
from tests.console.seats import ULGAI_HEAD, XILINHOT, Seat


@pytest.fixture
def batu(library: None) -> Seat:
    """巴图 at a window of 乌拉盖."""
    return Seat()


@pytest.fixture
def xiulan(library: None) -> Seat:
    """王秀兰, who leads the hall of 乌拉盖."""
    return Seat(ULGAI_HEAD)


@pytest.fixture
def elsewhere(library: None) -> Seat:
    """A clerk of another hall."""
    return Seat(XILINHOT)


@pytest.fixture
def nobody(library: None) -> Seat:
    """Somebody who has not signed in."""
    return Seat(None)


@pytest.fixture
def filed(library: None) -> Submission:
    return cases.filed()
