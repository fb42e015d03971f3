import pytest

from applicants.models import Applicant
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.casework.selectors.review import review_hash
from departments.models import Officer
from tests import cases
from tests.console.seats import XILINHOT, Seat

DUOLUN = "DL-ZW-01"


def taken_in(applicant: Applicant | None = None) -> Submission:
    """A six-in-one of 乌拉盖, filled in at the counter of 锡林浩特."""
    submission = cases.draft(applicant)
    officer = Officer.objects.select_related("department", "hall").get(number=XILINHOT)
    services.assist(
        submission.pk,
        present=submission.applicant,
        by=Actor.for_helper(officer, submission.applicant),
    )
    submission = cases.signed(submission)
    by = Actor.for_applicant(submission.applicant)
    services.apply(submission.pk, reviewed=review_hash(submission), by=by)
    return cases.fresh(submission)


@pytest.fixture
def ours(library: None) -> Submission:
    return taken_in()


@pytest.fixture
def gerile(library: None) -> Seat:
    """格日勒 at a window of 锡林浩特, who took it in."""
    return Seat(XILINHOT)


@pytest.fixture
def third(library: None) -> Seat:
    """A clerk of a hall that has nothing to do with it."""
    number = Officer.objects.filter(hall__code__startswith="dl", roles__contains=["window"])
    return Seat(number.order_by("number")[0].number)
