"""What an applicant has promised in a case, as its page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django_stubs_ext import StrPromise

from bundles.casework.follow_up_stages import FollowUpStage
from bundles.casework.models import Commitment, CommitmentEnding, FollowUp
from bundles.casework.promises import Promise, may_promise
from bundles.casework.selectors.commitments import made_with
from bundles.casework.services.withdraw_commitment import OPEN_CASE, UNDECIDED
from bundles.catalogue.definition import Item
from portal.form.pages import Work

TONES = {
    FollowUpStage.KEPT: "ok",
    FollowUpStage.PUT_RIGHT: "ok",
    FollowUpStage.TO_PUT_RIGHT: "warn",
    FollowUpStage.NOT_PUT_RIGHT: "bad",
    FollowUpStage.PROPOSED: "bad",
    FollowUpStage.REVOKED: "bad",
}


@dataclass(frozen=True, slots=True)
class PromisedLine:
    """The promises made for one item; ``may_withdraw`` while they can be taken back.

    ``until`` is by when something has to be put right.
    """

    item: Item
    promises: tuple[Promise, ...]
    made_at: datetime
    withdrawn_at: datetime | None
    may_withdraw: bool
    by_commitment: bool
    state: str | StrPromise
    tone: str
    until: datetime | None


def promised_of(work: Work) -> list[PromisedLine]:
    """Item by item, what stands promised, and what was taken back."""
    if not may_promise(work.version):
        return []
    rows = Commitment.objects.filter(submission=work.submission.pk).select_related("filing")
    lasting = rows.filter(ending__in=("", CommitmentEnding.WITHDRAWN)).order_by("id")
    by_item: dict[str, list[Commitment]] = {}
    for row in lasting:
        by_item.setdefault(row.item, []).append(row)
    return [
        _line(work, item, by_item[item.key]) for item in work.version.items if item.key in by_item
    ]


def to_withdraw(work: Work, key: str) -> PromisedLine | None:
    """The promises of one item that can be taken back now, if there are any."""
    found = (one for one in promised_of(work) if one.item.key == key and one.may_withdraw)
    return next(found, None)


def _line(work: Work, item: Item, rows: list[Commitment]) -> PromisedLine:
    work_item = work.submission.work_items.filter(key=item.key).first()
    standing = [row for row in rows if row.ended_at is None]
    open_ = (
        work.submission.state in OPEN_CASE if work_item is None else work_item.state in UNDECIDED
    )
    check = FollowUp.objects.filter(work_item=work_item).first() if work_item else None
    stage = check.at_stage if check else None
    return PromisedLine(
        item=item,
        promises=_words(work, standing or rows),
        made_at=(standing or rows)[0].made_at,
        withdrawn_at=None if standing else rows[-1].ended_at,
        may_withdraw=bool(standing) and open_,
        by_commitment=bool(work_item and work_item.by_commitment),
        state=stage.label if stage else "",
        tone=TONES.get(stage, "") if stage else "",
        until=check.due_at if check and stage is FollowUpStage.TO_PUT_RIGHT else None,
    )


def _words(work: Work, rows: list[Commitment]) -> tuple[Promise, ...]:
    found: dict[str, Promise] = {}
    for filing in {row.filing_id: row.filing for row in rows}.values():
        keys = {row.key for row in rows if row.filing_id == filing.pk}
        found |= {one.key: one for one in made_with(filing, work.version) if one.key in keys}
    return tuple(found.values())
