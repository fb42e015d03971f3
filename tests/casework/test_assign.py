"""No two clerks on one case by accident."""

from __future__ import annotations

import pytest

from bundles.casework import services
from bundles.casework.exceptions import MoveNotAllowed, NotYours, StaleVersion
from bundles.casework.states import SubmissionStatus
from bundles.casework.window_exceptions import InAnothersHands, NoSuchClerk
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

OTHER = "WLG-ZW-02"


def test_a_case_in_hand_is_not_accepted_by_another_before_they_take_over() -> None:
    submission, other = cases.filed(), cases.officer(OTHER)
    services.take(submission.pk, by=cases.clerk())
    with pytest.raises(InAnothersHands) as refused:
        services.accept(submission.pk, seen=submission.revision, by=other)
    assert (refused.value.clerk, refused.value.name) == ("WLG-ZW-01", cases.clerk().name)
    assert refused.value.since is not None
    services.take(submission.pk, by=other)
    services.accept(submission.pk, seen=submission.revision, by=other)
    submission = cases.fresh(submission)
    assert submission.clerk == OTHER
    taken = submission.events.filter(kind="submission.taken").order_by("sequence")
    assert [one.data["from_clerk"] for one in taken] == ["", "WLG-ZW-01"]


def test_nobodys_case_is_whose_who_answers_it() -> None:
    submission = cases.accepted()
    assert submission.clerk == "WLG-ZW-01"


def test_of_two_who_accept_the_second_changes_nothing() -> None:
    submission, other = cases.filed(), cases.officer(OTHER)
    services.accept(submission.pk, seen=submission.revision, by=cases.clerk())
    with pytest.raises(StaleVersion):
        services.accept(submission.pk, seen=submission.revision, by=other)
    assert cases.fresh(submission).state is SubmissionStatus.ACCEPTED


def test_it_is_handed_on_to_a_clerk_of_the_hall_only() -> None:
    submission = cases.filed()
    services.take(submission.pk, by=cases.clerk())
    for stranger in ("XLHT-ZW-01", "WLG-SC-01", "nobody"):
        with pytest.raises(NoSuchClerk):
            services.hand_on(submission.pk, to=stranger, by=cases.clerk())
    with pytest.raises(InAnothersHands):
        services.hand_on(submission.pk, to=OTHER, by=cases.officer(OTHER))
    services.hand_on(submission.pk, to=OTHER, by=cases.clerk())
    assert cases.fresh(submission).clerk == OTHER


def test_who_is_away_is_put_back_for_by_the_head() -> None:
    submission = cases.filed()
    services.take(submission.pk, by=cases.clerk())
    with pytest.raises(InAnothersHands):
        services.put_back(submission.pk, by=cases.officer(OTHER))
    services.put_back(submission.pk, by=cases.officer("WLG-ZW-03"))
    submission = cases.fresh(submission)
    assert (submission.clerk, submission.clerk_since) == ("", None)


def test_another_hall_takes_nothing_and_what_is_over_is_nobodys() -> None:
    submission = cases.filed()
    with pytest.raises(NotYours):
        services.take(submission.pk, by=cases.officer("XLHT-ZW-01"))
    services.refuse(
        submission.pk, seen=submission.revision, reasons="不属于受理范围。", by=cases.clerk()
    )
    with pytest.raises(MoveNotAllowed):
        services.take(submission.pk, by=cases.clerk())
