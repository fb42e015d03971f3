"""Everybody at once: one chain, one last decision, nobody stuck (T1, T25)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import AlreadySigned, CaseworkError, OneFileOnly, SignaturesMissing
from bundles.casework.ledger import breaks
from bundles.casework.models import Event as Recorded
from bundles.casework.models import SignatureRequest, Submission, WorkItem
from bundles.casework.selectors.feed import Position, events_after
from bundles.casework.states import SubmissionStatus
from portal.demo.company import Company
from tests import cases

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("library")]
FRONTIERS = (("E1",), ("E2", "E3", "E4", "E5"), ("E6",))
COMPANY = Company(seed=7, today=cases.TODAY)


def at_once(deeds: Iterable[Callable[[], object]]) -> list[object]:
    """Do everything at one barrier, each in a connection of its own; refusals are results too."""
    deeds = list(deeds)
    barrier = Barrier(len(deeds))

    def wait_and_do(deed: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            barrier.wait()
            return deed()
        except CaseworkError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(wait_and_do, deeds))


def approval(work_item: WorkItem, by: Actor) -> Callable[[], object]:
    result = COMPANY.result(work_item.key)
    return lambda: services.approve(work_item.pk, seen=work_item.revision, result=result, by=by)


def test_every_frontier_approved_at_a_barrier_each_twice_decides_every_case_once() -> None:
    submissions = [cases.in_review() for _case in range(3)]
    for frontier in FRONTIERS:
        claimed = [cases.claimed(each, key) for each in submissions for key in frontier]
        outcomes = at_once(
            approval(each, cases.reviewer(each)) for each in claimed for _twice in range(2)
        )
        refusals = [each for each in outcomes if isinstance(each, CaseworkError)]
        assert len(refusals) == len(claimed), "the second of each pair is refused"
    for submission in submissions:
        assert cases.fresh(submission).state is SubmissionStatus.DECIDED
        assert submission.events.filter(kind="submission.decided").count() == 1
    assert list(breaks(Submission.objects.all())) == []


def test_two_clerks_accepting_one_case_make_one_acceptance() -> None:
    submission = cases.filed()

    def acceptance(number: str) -> Callable[[], object]:
        by = cases.officer(number)
        return lambda: services.accept(submission.pk, seen=submission.revision, by=by)

    outcomes = at_once(acceptance(number) for number in ("WLG-ZW-01", "WLG-ZW-02"))
    assert sum(isinstance(each, CaseworkError) for each in outcomes) == 1
    assert submission.events.filter(kind="submission.accepted").count() == 1


def test_fan_out_rung_many_times_at_once_opens_six_items() -> None:
    submission = cases.accepted()
    at_once([lambda: services.fan_out(submission.pk)] * 5)
    assert submission.work_items.count() == 6


def test_a_case_is_taken_back_or_accepted_and_never_both() -> None:
    submission = cases.filed()
    own, clerk = cases.own(submission), cases.clerk()
    outcomes = at_once(
        [
            lambda: services.take_back(submission.pk, by=own),
            lambda: services.accept(submission.pk, seen=submission.revision, by=clerk),
        ]
    )
    assert sum(isinstance(each, CaseworkError) for each in outcomes) == 1
    now = cases.fresh(submission)
    assert now.state in (SubmissionStatus.DRAFT, SubmissionStatus.ACCEPTED)
    assert (now.accepted_at is None) == (now.state is SubmissionStatus.DRAFT)
    assert list(breaks([now])) == []


def test_a_case_withdrawn_at_the_moment_of_its_last_approval_is_decided_once() -> None:
    submission = cases.in_review()
    for key in ("E1", "E2", "E3", "E4", "E5"):
        cases.approved(submission, key)
    last, own = cases.claimed(submission, "E6"), cases.own(submission)
    at_once(
        [approval(last, cases.reviewer(last)), lambda: services.withdraw(submission.pk, by=own)]
    )
    now = cases.fresh(submission)
    assert now.state is SubmissionStatus.DECIDED
    assert now.events.filter(data__to="decided").count() == 1
    assert cases.item(submission, "E6").status in ("approved", "withdrawn")
    assert list(breaks([now])) == []


def asked(draft: Submission) -> list[SignatureRequest]:
    by = cases.own(draft)
    round_ = services.ask_signatures(draft.pk, reviewed=cases.review_hash(draft), by=by)
    return list(round_.requests.all())


def test_one_signature_however_often_it_is_sent_at_once() -> None:
    draft = cases.draft()
    request, *_others = asked(draft)
    outcomes = at_once([lambda: cases.sign(request)] * 4)
    assert sum(isinstance(each, AlreadySigned) for each in outcomes) == 3
    assert list(breaks([cases.fresh(draft)])) == []


def test_the_last_signatures_at_once_complete_the_round_once() -> None:
    draft = cases.draft()
    requests = asked(draft)
    at_once([lambda request=each: cases.sign(request) for each in requests])  # type: ignore[misc]
    assert draft.events.filter(kind="signatures.complete").count() == 1
    assert list(breaks([cases.fresh(draft)])) == []


def test_a_change_at_the_moment_of_the_last_signature_voids_it() -> None:
    draft = cases.draft()
    *first, last = asked(draft)
    for each in first:
        cases.sign(each)
    own = cases.own(draft)
    fund = {**draft.answers["blocks"]["fund"], "ratio": 9}
    at_once(
        [
            lambda: cases.sign(last),
            lambda: services.save_answers(draft.pk, block="fund", values=fund, by=own),
        ]
    )
    now = cases.fresh(draft)
    with pytest.raises(SignaturesMissing):
        services.apply(now.pk, reviewed=cases.review_hash(now), by=own)


def test_two_rounds_asked_at_once_are_one() -> None:
    draft = cases.draft()
    assert len({each[0].round_id for each in at_once([lambda: asked(draft)] * 3)}) == 1  # type: ignore[index]


def test_two_files_at_once_for_a_material_of_one_file_leave_one() -> None:
    submission = cases.draft()
    own = cases.own(submission)
    for handed in submission.handed_materials.filter(material_key="M07"):
        services.detach(submission.pk, handed_id=handed.pk, by=own)
    first, second = (cases.a_document(submission.applicant, f"{n}.pdf") for n in "12")
    outcomes = at_once(
        [
            lambda: services.attach(submission.pk, material_key="M07", document=first, by=own),
            lambda: services.attach(submission.pk, material_key="M07", document=second, by=own),
        ]
    )
    assert sum(isinstance(each, OneFileOnly) for each in outcomes) == 1
    there = submission.handed_materials.filter(material_key="M07", superseded_at__isnull=True)
    assert there.count() == 1


def test_an_event_that_commits_late_is_not_skipped_for_its_smaller_number() -> None:
    """T24, one overlap at a time: the slow writer has the smaller id and commits last."""
    slow, quick = cases.filed(), cases.filed()
    written, go_on = Event(), Event()
    position = Position(*Recorded.objects.order_by("xid", "id").values_list("xid", "id").last())

    def write_slowly() -> None:
        with transaction.atomic():
            services.accept(slow.pk, seen=slow.revision, by=cases.clerk())
            written.set()
            assert go_on.wait(timeout=30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write_slowly)
        assert written.wait(timeout=30)
        services.accept(quick.pk, seen=quick.revision, by=cases.clerk())
        while_it_writes = list(events_after(position))
        go_on.set()
        writing.result()
    afterwards = told(position, 2)
    assert while_it_writes == [], "nothing may be told that something could still precede"
    assert [event.submission_id for event in afterwards] == [slow.pk, quick.pk]
    assert afterwards[0].pk < afterwards[1].pk


def told(position: Position, wanted: int) -> list[Recorded]:
    """What the feed tells once it tells that much; any transaction on the server delays it."""
    give_up = monotonic() + 30
    while len(events := list(events_after(position))) < wanted and monotonic() < give_up:
        sleep(0.1)
    return events


def test_a_reader_sees_every_event_once_while_writers_overlap() -> None:
    """T24: by ascending id alone a slow writer's events would be skipped."""
    submissions = [cases.in_review() for _case in range(4)]
    seen: list[int] = []
    position = Position(0, 0)

    def read_on() -> None:
        nonlocal position
        for event in events_after(position):
            seen.append(event.pk)
            position = Position(event.xid, event.pk)

    claimed = [cases.claimed(each, "E1") for each in submissions]
    with ThreadPoolExecutor(1) as reader:
        reading = [reader.submit(read_on) for _round in range(20)]
        at_once(approval(each, cases.reviewer(each)) for each in claimed)
        for each in reading:
            each.result()
        events = sum(each.events.count() for each in submissions)
        give_up = monotonic() + 30
        while len(seen) < events and monotonic() < give_up:
            reader.submit(read_on).result()
        reader.submit(lambda: connection.close()).result()  # noqa: PLW0108 — the reader's own
    expected = sorted(pk for each in submissions for pk in each.events.values_list("pk", flat=True))
    assert sorted(seen) == expected
