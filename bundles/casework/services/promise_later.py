"""What may follow is promised with a filing, dated at acceptance, and kept or not."""

from __future__ import annotations

from collections.abc import Collection, Set
from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone

from bundles.casework.following import following
from bundles.casework.later_exceptions import LaterNotPromised
from bundles.casework.models import Filing, LaterEnding, LaterPromise, WorkItem
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.plan import Plan
from departments.calendar import Calendar, DueDay

from .moves import Case
from .planning import plan_filed

REMIND_BEFORE: Final = 2
"""Working days before the last one on which the applicant is reminded (ours)."""

_ANEW: Final[dict[str, Any]] = {
    **dict.fromkeys(("due_on", "remind_on", "reminded_at", "lapsed_at", "chased_at")),
    **dict.fromkeys(("ordered_at", "ordered_by", "ordered_until", "order_missed_at", "ended_at")),
    "due_provisional": False,
    "order": "",
    "ending": "",
}
"""What a promise that is made once more knows of its earlier days: nothing."""


def promise_later(case: Case, filing: Filing, planned: Plan, agreed: Collection[str]) -> None:
    """Write down what is not handed in with this filing but follows, each ticked in ``agreed``.

    The answer to a correction keeps what was promised with the case and still holds; a draft
    carries nothing over, and what was over is promised anew (T7), with a day of its own. Raises
    ``LaterNotPromised`` naming the ticks that are missing.
    """
    present = {one["key"] for one in filing.content["materials"]}
    wanted = following(case.version, planned, present)
    there = {one.material_key: one for one in case.submission.later_promises.all()}
    anew = case.submission.state is SubmissionStatus.DRAFT
    kept = () if anew else {key for key, one in there.items() if one.holds}
    missing = {one.key for one in wanted if one.key not in agreed and one.material not in kept}
    if missing:
        raise LaterNotPromised(frozenset(missing))
    for one in wanted:
        if one.material in kept:
            continue
        LaterPromise.objects.update_or_create(
            submission=case.submission,
            material_key=one.material,
            defaults={
                "filing": filing,
                "items": list(one.items),
                "by_item": one.by_item,
                "made_at": case.at,
                "made_by": case.by.as_json(),
                **_ANEW,
            },
        )
    follow = {one.material for one in wanted}
    for promise in there.values():
        if promise.is_open and promise.material_key not in follow:
            kind = LaterEnding.HANDED_IN if promise.material_key in present else None
            end_promise(case, promise, kind or LaterEnding.NOT_NEEDED)
    if case.submission.accepted_at is not None:
        date_promises(case, planned)


def date_promises(case: Case, planned: Plan, *, lost: Set[str] = frozenset()) -> None:
    """Count the days from the day of ``planned``: that of acceptance, or for what is promised
    later on, that of the promise. ``lost`` items need nothing.
    """
    undated = list(case.submission.later_promises.filter(ended_at__isnull=True, due_on=None))
    days = {one.material.key: one for one in planned.later} if undated else {}
    for promise in undated:
        found = days.get(promise.material_key)
        if found is None or found.later_by is None or lost >= set(promise.items):
            end_promise(case, promise, LaterEnding.NOT_NEEDED)
            continue
        promise.due_on = found.later_by.date
        promise.due_provisional = found.later_by.provisional
        promise.remind_on = reminded_on(case.calendar, promise.due_on)
        promise.save(update_fields=["due_on", "due_provisional", "remind_on"])
        told = {"material": promise.material_key, "until": promise.due_on.isoformat()}
        case.record("later.promised", told)


def redate_promises(case: Case) -> bool:
    """Bring the days of what still follows to today's calendar, each counted from when it was
    promised last; whether any moved.
    """
    running = case.submission.later_promises.filter(
        ended_at__isnull=True, due_on__isnull=False, lapsed_at__isnull=True
    )
    promises = list(running)
    if not promises:
        return False
    days = _days_anew(case, {promise.material_key for promise in promises})
    moved = False
    for promise in promises:
        found = days.get(promise.material_key)
        if found is None or (found.date, found.provisional) == (
            promise.due_on,
            promise.due_provisional,
        ):
            continue
        promise.due_on, promise.due_provisional = found.date, found.provisional
        promise.remind_on = reminded_on(case.calendar, found.date)
        promise.save(update_fields=["due_on", "due_provisional", "remind_on"])
        told = {"material": promise.material_key, "until": found.date.isoformat()}
        case.record("later.dated_anew", told)
        moved = True
    return moved


def _days_anew(case: Case, keys: Set[str]) -> dict[str, DueDay | None]:
    """The last day of each material, by the plan of the day on which it was dated."""
    dated = case.submission.events.filter(kind="later.promised").order_by("sequence")
    since = {event.data["material"]: event.at for event in dated}  # the last one counts
    on = {key: timezone.localdate(since[key]) for key in keys}
    starts = {on[key]: since[key] for key in keys}  # mostly they are all of one day
    return {
        one.material.key: one.later_by
        for day, start in starts.items()
        for one in plan_filed(case, start=start).later
        if on.get(one.material.key) == day
    }


def reminded_on(calendar: Calendar, due: date) -> date:
    """The working day that leaves ``REMIND_BEFORE`` of them until the last one."""
    day, left = due, REMIND_BEFORE
    while left:
        day -= timedelta(days=1)
        left -= calendar.is_workday(day)
    return day


def end_promise(case: Case, promise: LaterPromise, why: LaterEnding) -> None:
    """Nothing more is waited for; once, and told once the case is accepted."""
    promise.ended_at, promise.ending = case.at, why
    promise.save(update_fields=["ended_at", "ending"])
    if promise.due_on is not None:
        case.record(f"later.{why.value}", {"material": promise.material_key})


def needing(case: Case, promise: LaterPromise) -> list[WorkItem]:
    """The opened items of the case that look at the material, whatever became of them."""
    return [
        item
        for item in case.items
        if item.key in promise.items or promise.material_key in case.definition(item).materials
    ]
