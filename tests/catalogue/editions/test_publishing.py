"""An edition on its way into force: nobody publishes alone, nothing is published unread."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.utils import timezone

from bundles.catalogue import editions, versions
from bundles.catalogue.edition import Edition, EditionState, EditionStep, StepKind
from bundles.catalogue.editions import exceptions, sources
from bundles.catalogue.models import BundleVersion, VersionStatus
from departments.models import Officer
from tests.catalogue.editions.conftest import CODE

pytestmark = pytest.mark.django_db


def written(edition: Edition, by: Officer, *, old: str = "gather_minutes: 30", new: str) -> Edition:
    text = edition.text.replace(old, new, 1)
    assert text != edition.text
    return editions.write(
        edition.pk, text=text, place=edition.place, note="少填几分钟", seen=edition.revision, by=by
    )


def draft(version: BundleVersion, by: Officer, *, new: str = "gather_minutes: 20") -> Edition:
    return written(editions.begin(version, by=by), by, new=new)


def offered(version: BundleVersion, by: Officer, *, new: str = "gather_minutes: 20") -> Edition:
    edition = draft(version, by, new=new)
    return editions.offer(edition.pk, seen=edition.revision, by=by)


def approved(edition: Edition, by: Officer, at: timedelta | None = None) -> Edition:
    moment = timezone.now() + at if at else None
    return editions.approve(edition.pk, seen=edition.revision, at=moment, by=by)


def test_a_second_person_puts_it_in_force(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    done = approved(offered(in_force, xiulan), gaowa)
    assert done.state == EditionState.PUBLISHED
    now = versions.current(CODE, in_force.division_id)
    assert (now, now.number) == (done.version, in_force.number + 1)
    assert versions.version(now.pk).gather_minutes == 20
    kinds = list(EditionStep.objects.filter(edition=done).values_list("kind", "by__name"))
    assert kinds == [
        (StepKind.BEGUN, "王秀兰"),
        (StepKind.OFFERED, "王秀兰"),
        (StepKind.APPROVED, "娜仁高娃"),
        (StepKind.PUBLISHED, "娜仁高娃"),
    ]
    source = sources.source_of(now)
    assert source is not None
    assert source.text == done.text


def test_the_author_cannot_approve_and_the_database_says_so_too(
    in_force: BundleVersion, xiulan: Officer
) -> None:
    edition = offered(in_force, xiulan)
    with pytest.raises(exceptions.SecondPersonNeeded):
        approved(edition, xiulan)
    past_the_verb = Edition.objects.filter(pk=edition.pk)
    with pytest.raises(IntegrityError, match="nobody_publishes_alone"), transaction.atomic():
        past_the_verb.update(approver=xiulan, state=EditionState("published"))
    with pytest.raises(IntegrityError, match="in_force_was_approved"), transaction.atomic():
        past_the_verb.update(state=EditionState.PUBLISHED)


def test_the_system_administrator_writes_and_never_approves(
    in_force: BundleVersion, xiulan: Officer, xiaodong: Officer
) -> None:
    theirs = offered(in_force, xiaodong)
    with pytest.raises(exceptions.MayNotPublish):
        approved(offered(in_force, xiulan, new="gather_minutes: 25"), xiaodong)
    assert approved(theirs, xiulan).state == EditionState.PUBLISHED


def test_no_word_changes_after_it_was_offered(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    edition = offered(in_force, xiulan)
    with pytest.raises(exceptions.EditionElsewhere):
        written(edition, xiulan, old="gather_minutes: 20", new="gather_minutes: 1")
    with pytest.raises(InternalError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(text="code: other")
    done = approved(edition, gaowa)
    with pytest.raises(InternalError), transaction.atomic():
        Edition.objects.filter(pk=done.pk).update(note="别的说法")
    with pytest.raises(InternalError), transaction.atomic():
        EditionStep.objects.filter(edition=done).delete()


def test_a_second_press_publishes_nothing_twice(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    edition = offered(in_force, xiulan)
    approved(edition, gaowa)
    before = BundleVersion.objects.count()
    with pytest.raises(exceptions.EditionStale):
        approved(edition, gaowa)
    assert BundleVersion.objects.count() == before


def test_what_is_wrong_is_not_offered_and_named_with_its_line(
    in_force: BundleVersion, xiulan: Officer
) -> None:
    edition = written(
        editions.begin(in_force, by=xiulan),
        xiulan,
        old="default: person",
        new="default: nobody",
    )
    with pytest.raises(exceptions.EditionFaulty) as refused:
        editions.offer(edition.pk, seen=edition.revision, by=xiulan)
    line = edition.text[: edition.text.index("default: nobody")].count("\n")
    found = refused.value.findings[0]
    assert line - 12 <= found.line <= line + 1
    assert Edition.objects.get(pk=edition.pk).state == EditionState.DRAFT


def test_an_edition_of_an_older_version_undoes_nothing_unread(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    slow = draft(in_force, gaowa, new="gather_minutes: 25")
    approved(offered(in_force, xiulan), gaowa)
    with pytest.raises(exceptions.BaseOutdated):
        editions.offer(slow.pk, seen=slow.revision, by=gaowa)
    slow = editions.rebase(slow.pk, seen=slow.revision, by=gaowa)
    slow = editions.offer(slow.pk, seen=slow.revision, by=gaowa)
    assert approved(slow, xiulan).state == EditionState.PUBLISHED


def test_an_older_version_stands_again_word_for_word(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    approved(offered(in_force, xiulan), gaowa)
    again = editions.begin_again(in_force, note="新版本有误，先恢复", by=gaowa)
    again = editions.offer(again.pk, seen=again.revision, by=gaowa)
    approved(again, xiulan)
    assert versions.current(CODE, in_force.division_id) == in_force
    here = BundleVersion.objects.filter(bundle__code=CODE, division=in_force.division_id)
    assert here.filter(status=VersionStatus.PUBLISHED).count() == 1


def test_retiring_ends_new_cases_only(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    end = editions.begin_retirement(in_force, note="并入另一件事", by=xiulan)
    approved(editions.offer(end.pk, seen=end.revision, by=xiulan), gaowa)
    with pytest.raises(versions.VersionUnknown):
        versions.current(CODE, in_force.division_id)
    assert versions.version(in_force.pk).code == CODE
