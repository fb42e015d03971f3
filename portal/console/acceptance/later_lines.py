"""What follows after acceptance, as a clerk sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bundles.casework.models import LaterPromise, Submission
from bundles.casework.services.hand_in_later import GOES_ON
from bundles.catalogue.definition import Version


@dataclass(frozen=True, slots=True)
class LaterLine:
    """One promised material; ``open`` while it may be taken in."""

    promise: LaterPromise
    name: str
    items: str
    comes: str
    state: str
    tone: str
    open: bool

    @property
    def key(self) -> str:
        return self.promise.material_key


def later_lines(version: Version, submission: Submission) -> tuple[LaterLine, ...]:
    """Every promise of the case, in the order of their days."""
    promises = submission.later_promises.order_by("due_on", "id")
    return tuple(_line(version, submission, one) for one in promises)


def _line(version: Version, submission: Submission, promise: LaterPromise) -> LaterLine:
    state, tone = _state(promise)
    return LaterLine(
        promise=promise,
        name=str(version.material(promise.material_key).name),
        items=_("、").join(str(version.item(key).name) for key in promise.items),
        comes=str(version.item(promise.by_item).name) if promise.by_item else "",
        state=state,
        tone=tone,
        open=promise.is_open and submission.state in GOES_ON,
    )


def _state(promise: LaterPromise) -> tuple[str, str]:
    if not promise.is_open:
        return str(promise.get_ending_display()), "success"
    if promise.order_missed_at is not None:
        return _("责令期限已过"), "danger"
    if promise.ordered_at is not None:
        return _("已责令补交"), "danger"
    if promise.lapsed_at is not None:
        return _("逾期未补交"), "danger"
    return (_("待补交"), "warning") if promise.due_on else (_("受理后计期限"), "")
