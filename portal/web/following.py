"""What a case's applicant still has to hand in after acceptance, as its page says it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from bundles.casework.models import LaterEnding, LaterPromise
from bundles.casework.services.hand_in_later import GOES_ON
from bundles.catalogue.definition import Version
from portal.form.pages import Work

ENDED: dict[str, StrPromise] = {
    LaterEnding.HANDED_IN: gettext_lazy("已补交"),
    LaterEnding.PRODUCED: gettext_lazy("已自动补齐"),
    LaterEnding.NOT_NEEDED: gettext_lazy("不再需要"),
}


@dataclass(frozen=True, slots=True)
class FollowingLine:
    """One material that was promised. ``url`` is where it is handed in, empty once that is over;
    ``comes`` names the item whose result takes its place while that may still come.
    """

    promise: LaterPromise
    name: str
    items: str
    state: str | StrPromise
    tone: str
    url: str
    comes: str
    department: str

    @property
    def open(self) -> bool:
        return bool(self.url)


def following_of(work: Work) -> list[FollowingLine]:
    """Every promise of an accepted case, what is still open first."""
    if work.submission.accepted_at is None:
        return []
    promises = work.submission.later_promises.filter(due_on__isnull=False)
    lines = [_line(work, one) for one in promises.order_by("due_on", "id")]
    return sorted(lines, key=lambda line: not line.open)


def to_hand_in(work: Work, key: str) -> FollowingLine | None:
    """The open promise of one material, if there is one."""
    return next((one for one in following_of(work) if one.promise.material_key == key), None)


def _line(work: Work, promise: LaterPromise) -> FollowingLine:
    version, key = work.version, promise.material_key
    goes_on = promise.is_open and work.submission.state in GOES_ON
    state, tone = _state(promise)
    return FollowingLine(
        promise=promise,
        name=str(version.material(key).name),
        items=_("、").join(str(version.item(one).name) for one in promise.items),
        state=state,
        tone=tone,
        url=_url(work, key) if goes_on else "",
        comes=_comes(work, promise),
        department=_department(version, promise),
    )


def _url(work: Work, key: str) -> str:
    return reverse("web:later", kwargs={"token": work.submission.token, "key": key})


def _state(promise: LaterPromise) -> tuple[str | StrPromise, str]:
    if not promise.is_open:
        done = promise.ending != LaterEnding.NOT_NEEDED
        return ENDED[promise.ending], "ok" if done else ""
    if promise.order_missed_at is not None:
        return _("责令期限已过"), "bad"
    if promise.ordered_at is not None:
        return _("责令补交"), "bad"
    return (_("已逾期"), "bad") if promise.lapsed_at else (_("待补交"), "warn")


def _comes(work: Work, promise: LaterPromise) -> str:
    """The item that may still bring it."""
    if not promise.by_item or not promise.is_open:
        return ""
    item = work.submission.work_items.filter(key=promise.by_item).first()
    if item is not None and item.is_settled:
        return ""
    return str(work.version.item(promise.by_item).name)


def _department(version: Version, promise: LaterPromise) -> str:
    ordered = (promise.ordered_by or {}).get("department")
    found = (one.department for one in version.items if one.department.code == ordered)
    return next((str(one.name) for one in found), "")
