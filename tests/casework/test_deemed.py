"""What the window leaves unanswered: a licence counts as accepted, a registration never."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import Submission
from bundles.casework.selectors.moments import reading
from bundles.casework.services import Defect
from bundles.casework.states import SubmissionStatus
from bundles.casework.sweep import deemed
from bundles.papers.letters import due
from departments.calendar import SHANGHAI
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
RUN_OUT = datetime(2026, 12, 1, 0, 0, tzinfo=SHANGHAI)
"""The midnight after the fifth working day: 11-24, 25, 26, 27 and 30."""


def filed_on_monday() -> Submission:
    with patch.object(timezone, "now", return_value=MONDAY):
        return cases.filed()


def test_a_bundle_of_registrations_knows_no_such_day() -> None:
    submission = filed_on_monday()
    assert submission.deemed_at is None
    with patch.object(timezone, "now", return_value=RUN_OUT + timedelta(days=30)):
        services.deem_accepted(submission.pk)
    assert cases.fresh(submission).state is SubmissionStatus.SUBMITTED


def test_a_licence_counts_as_accepted_from_the_day_of_receipt() -> None:
    cases.with_licence("E2")
    submission = filed_on_monday()
    assert submission.deemed_at == RUN_OUT
    with patch.object(timezone, "now", return_value=RUN_OUT - timedelta(minutes=1)):
        assert not list(deemed(timezone.now()))
        services.deem_accepted(submission.pk)
        assert cases.fresh(submission).state is SubmissionStatus.SUBMITTED
    late = RUN_OUT + timedelta(days=3)  # the sweep was away for three days (T2)
    with patch.object(timezone, "now", return_value=late):
        assert list(deemed(late)) == [submission.pk]
        services.deem_accepted(submission.pk)
        services.deem_accepted(submission.pk)
        services.fan_out(submission.pk)
    submission = cases.fresh(submission)
    assert submission.deemed_accepted
    assert submission.accepted_at == MONDAY
    event = submission.events.get(kind="submission.deemed_accepted")
    assert (event.at, event.actor["kind"]) == (late, "machine")
    first = cases.item(submission, "E1")
    clock = reading(first)
    assert clock is not None
    assert clock.started == MONDAY
    assert first.promised_due == clock.promised.at


def test_the_notice_says_that_the_law_accepted() -> None:
    cases.with_licence("E2")
    submission = filed_on_monday()
    with patch.object(timezone, "now", return_value=RUN_OUT):
        services.deem_accepted(submission.pk)
    letters = [letter.compose() for letter in due(cases.fresh(submission))]
    assert next(one for one in letters if one.kind == "acceptance").deemed


def test_what_was_answered_in_time_is_not_accepted_by_the_law() -> None:
    cases.with_licence("E2")
    submission = filed_on_monday()
    with patch.object(timezone, "now", return_value=RUN_OUT - timedelta(hours=9)):
        services.return_for_correction(
            submission.pk,
            seen=submission.revision,
            defects=[Defect("material:M08", "缺少签字页。")],
            by=cases.clerk(),
        )
    submission = cases.fresh(submission)
    assert submission.deemed_at is None
    with patch.object(timezone, "now", return_value=RUN_OUT):
        services.deem_accepted(submission.pk)
    assert cases.fresh(submission).state is SubmissionStatus.CORRECTION


def test_a_day_off_declared_meanwhile_moves_the_day() -> None:
    cases.with_licence("E2")
    submission = filed_on_monday()
    Submission.objects.filter(pk=submission.pk).update(deemed_at=RUN_OUT - timedelta(days=1))
    with patch.object(timezone, "now", return_value=MONDAY):
        assert services.date_anew(submission.pk)
        assert not services.date_anew(submission.pk)
    assert cases.fresh(submission).deemed_at == RUN_OUT
