"""Which promises stand, which an applicant still has to make, and which can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from bundles.casework.models import Commitment, Filing, Submission
from bundles.casework.promises import Promise, covers, promises
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, plan
from departments.selectors import calendar_for


def standing(submission_id: int) -> list[Commitment]:
    """Promises made and neither taken back nor made anew, in the order they were made."""
    rows = Commitment.objects.filter(submission=submission_id, ended_at__isnull=True)
    return list(rows.order_by("id"))


def to_promise(
    submission: Submission,
    version: Version,
    planned: Plan,
    content: Mapping[str, Any],
    *,
    anew: bool,
) -> tuple[Promise, ...]:
    """What has to be ticked for ``content`` (a filing's ``answers`` and ``materials``).

    ``anew``: everything. Else what is promised already for just what each item sees is left out;
    and what is decided stays as it was promised.
    """
    everything = promises(version, planned)
    if anew or not everything:
        return everything
    rows = {(one.key, one.item): one.covers for one in standing(submission.pk)}
    settled = _settled(submission)

    def stands(promise: Promise) -> bool:
        return all(
            item in settled
            or rows.get((promise.key, item))
            == covers(version, submission.token.hex, promise, item, content)
            for item in promise.items
        )

    return tuple(one for one in everything if not stands(one))


def made_with(filing: Filing, version: Version) -> tuple[Promise, ...]:
    """The promises that were made with one filing, with their words, whatever became of them."""
    made = set(Commitment.objects.filter(filing=filing).values_list("key", "item"))
    if not made:
        return ()
    planned = plan(
        version,
        filing.content["answers"],
        on=timezone.localdate(filing.filed_at),
        calendar=calendar_for(version.division.code),
        barred=filing.content.get("barred", False),
        missing=filing.content.get("missing"),
    )
    return tuple(
        Promise(one.key, one.title, one.text, items, one.consequences)
        for one in promises(version, planned)
        if (items := tuple(item for item in one.items if (one.key, item) in made))
    )


def _settled(submission: Submission) -> frozenset[str]:
    items = submission.work_items.filter(settled_at__isnull=False)
    return frozenset(items.values_list("key", flat=True))
