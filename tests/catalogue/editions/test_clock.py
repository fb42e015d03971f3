"""What the clock publishes, once, and what it gives back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bundles.catalogue import editions, versions
from bundles.catalogue.edition import Edition, EditionState, EditionStep
from bundles.catalogue.editions import exceptions, moving
from bundles.catalogue.models import BundleVersion
from departments.limits import Limit
from departments.models import Officer, ServiceItem
from tests.catalogue.editions.conftest import CODE
from tests.catalogue.editions.test_publishing import approved, draft, offered

pytestmark = pytest.mark.django_db


def due(edition: Edition) -> None:
    """As if its moment had come."""
    Edition.objects.filter(pk=edition.pk).update(publish_at=timezone.now())


def test_the_clock_publishes_once_however_often_it_looks(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    edition = approved(offered(in_force, xiulan), gaowa, at=timedelta(hours=3))
    assert editions.publish_due() == 0
    assert versions.current(CODE, in_force.division_id) == in_force
    due(edition)
    assert [editions.publish_due() for _ in range(3)] == [1, 0, 0]
    assert versions.current(CODE, in_force.division_id).number == in_force.number + 1


def test_what_no_longer_holds_goes_back_with_its_findings(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    edition = approved(offered(in_force, xiulan), gaowa, at=timedelta(hours=3))
    # meanwhile the department promised longer than the law allows
    ServiceItem.objects.filter(key="E2").update(promised=Limit.working(90))
    due(edition)
    assert editions.publish_due() == 0
    back = Edition.objects.get(pk=edition.pk)
    assert back.state == EditionState.DRAFT
    assert back.approver == gaowa, "on the desk of both"
    assert back.findings
    assert versions.current(CODE, in_force.division_id) == in_force
    assert editions.publish_due() == 0


def test_what_another_version_overtook_goes_back_too(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    later = approved(offered(in_force, xiulan), gaowa, at=timedelta(hours=3))
    approved(offered(in_force, gaowa, new="gather_minutes: 25"), xiulan)
    due(later)
    assert editions.publish_due() == 0
    assert Edition.objects.get(pk=later.pk).findings == [{"code": "edition_base_outdated"}]


def test_a_moment_lies_ahead_and_may_be_taken_back(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer
) -> None:
    edition = offered(in_force, xiulan)
    with pytest.raises(exceptions.MomentPast):
        approved(edition, gaowa, at=timedelta(minutes=-1))
    edition = approved(edition, gaowa, at=timedelta(days=2))
    edition = editions.take_back(edition.pk, seen=edition.revision, by=xiulan)
    assert (edition.state, edition.publish_at, edition.approver) == ("draft", None, None)


def test_a_page_that_is_behind_changes_nothing(in_force: BundleVersion, xiulan: Officer) -> None:
    edition = draft(in_force, xiulan)
    with pytest.raises(exceptions.EditionStale):
        editions.write(
            edition.pk, text="x: 1", place="", note="", seen=edition.revision - 1, by=xiulan
        )
    assert Edition.objects.get(pk=edition.pk).text == edition.text


def test_only_the_author_writes(in_force: BundleVersion, xiulan: Officer, gaowa: Officer) -> None:
    edition = draft(in_force, xiulan)
    with pytest.raises(exceptions.NotTheAuthor):
        editions.write(edition.pk, text="x: 1", place="", note="", seen=edition.revision, by=gaowa)


def test_two_approved_at_the_same_moment_do_not_undo_one_another(
    in_force: BundleVersion, xiulan: Officer, gaowa: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = offered(in_force, xiulan)
    other = offered(in_force, gaowa, new="gather_minutes: 25")
    step = moving.step

    def meanwhile(*args: Any, **kwargs: Any) -> EditionStep:
        monkeypatch.setattr(moving, "step", step)
        approved(other, xiulan)  # just when mine was found to be up to date
        return step(*args, **kwargs)

    monkeypatch.setattr(moving, "step", meanwhile)
    with pytest.raises(exceptions.BaseOutdated):
        approved(mine, gaowa)
