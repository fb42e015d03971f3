"""The ledger: refused to change, and told on when it was changed all the same."""

from __future__ import annotations

import json

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from bundles.casework.ledger import breaks
from bundles.casework.models import Event, Submission
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def found(submission: Submission) -> list[str]:
    return [str(each) for each in breaks([cases.fresh(submission)])]


def test_an_untouched_case_holds_link_by_link() -> None:
    submission = cases.decided()
    assert submission.chain_length == submission.events.count() == 27
    assert found(submission) == []


@pytest.mark.parametrize(
    "sql", ["UPDATE casework_event SET kind = 'x'", "DELETE FROM casework_event"]
)
def test_plain_sql_cannot_change_an_event(sql: str) -> None:
    cases.filed()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_with_the_trigger_dropped_the_changed_row_is_named() -> None:
    submission = cases.decided()
    forged = submission.events.get(kind="work_item.approved", work_item__key="E2")
    with pgtrigger.ignore("casework.Event:event_append_only"):
        Event.objects.filter(pk=forged.pk).update(actor={"kind": "officer", "id": "WLG-GA-02"})
    (broken,) = found(submission)
    assert f"id={forged.pk}" in broken


def test_a_row_rewritten_with_a_fitting_digest_breaks_the_next_link() -> None:
    submission = cases.decided()
    second, third = submission.events.filter(sequence__in=(2, 3))
    with pgtrigger.ignore("casework.Event:event_append_only"):
        Event.objects.filter(pk=second.pk).update(digest="0" * 64)
    (broken,) = found(submission)
    assert f"id={second.pk}" in broken or f"id={third.pk}" in broken


def test_a_missing_tail_and_a_missing_middle_are_named() -> None:
    submission = cases.decided()
    with pgtrigger.ignore("casework.Event:event_append_only"):
        submission.events.filter(sequence__gte=21).delete()
    assert "#21" in found(submission)[0]
    with pgtrigger.ignore("casework.Event:event_append_only"):
        submission.events.filter(sequence=5).delete()
    assert "#5" in found(submission)[0]


def test_the_command_says_so_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    submission = cases.filed()
    call_command("verify_ledger")
    with pgtrigger.ignore("casework.Event:event_append_only"):
        submission.events.update(data={})
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_ledger", str(submission))
    assert stopped.value.code == 1
    assert str(submission) in capsys.readouterr().err


def test_a_case_nobody_knows_is_not_called_whole() -> None:
    with pytest.raises(CommandError, match="YJS000"):
        call_command("verify_ledger", "YJS000")


def test_no_event_holds_an_applicants_data() -> None:
    applicant = cases.an_applicant("欧阳敏之")
    submission = cases.decided(cases.in_review(cases.filed(applicant)))
    written = json.dumps(
        [[event.actor, event.data] for event in submission.events.all()], ensure_ascii=False
    )
    for secret in (applicant.name, applicant.id_number, applicant.phone):
        assert secret not in written


def test_a_case_that_moves_while_it_is_verified_is_not_called_broken() -> None:
    submission = cases.filed()
    as_it_was = cases.fresh(submission)
    cases.accepted(submission)
    assert list(breaks([as_it_was])) == []


def test_an_event_slipped_in_behind_the_head_is_named() -> None:
    submission = cases.filed()
    tail = submission.events.latest("sequence")
    tail.pk, tail.sequence = None, tail.sequence + 1
    tail.save(force_insert=True)
    (broken,) = found(submission)
    assert f"#{tail.sequence}" in broken
