import pytest

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from departments.models import Officer
from tests import cases
from tests.console.seats import ULGAI, Seat


def helper(submission: Submission, number: str = ULGAI) -> Actor:
    officer = Officer.objects.select_related("department", "hall").get(number=number)
    return Actor.for_helper(officer, submission.applicant)


def at_counter(submission: Submission | None = None) -> Submission:
    """A draft that 巴图 is filling in with its applicant; all materials are there but M08."""
    submission = submission or cases.draft()
    services.assist(submission.pk, present=submission.applicant, by=helper(submission))
    for one in submission.handed_materials.filter(material_key="M08", superseded_at__isnull=True):
        services.detach(submission.pk, handed_id=one.pk, by=helper(submission))
    return cases.fresh(submission)


@pytest.fixture
def draft(library: None) -> Submission:
    return at_counter()


class Counter:
    """The material pages of one draft, as one clerk uses them."""

    def __init__(self, seat: Seat, submission: Submission) -> None:
        self.seat, self.base = seat, f"intake/{submission.token}/"

    def get(self, address: str = "materials/") -> object:
        return self.seat.get(self.base + address)

    def post(self, address: str, **fields: object) -> object:
        return self.seat.post(self.base + address, **fields)


@pytest.fixture
def counter(batu: Seat, draft: Submission) -> Counter:
    return Counter(batu, draft)
