"""Where a case stands, in one sentence: who has it, by when, and what its owner has to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.issuance.delivery import Chosen
from departments.calendar import Calendar
from departments.limits import Limit
from departments.models import Hall
from departments.selectors import calendar_for
from portal.form.pages import Work
from portal.web.progress import ItemLine

S, W = SubmissionStatus, WorkItemStatus

ONE_NOTICE: Final = Limit.working(5)
"""Within which the window accepts, or names every defect (Administrative Licensing Law art. 32)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``where`` says where it is, who has it and by when; ``todo`` what to do, or that there is
    nothing to do. ``mine`` when the next move is the applicant's.
    """

    where: str
    todo: str
    tone: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    work: Work
    lines: Sequence[ItemLine]
    delivery: Chosen | None
    now: datetime
    overdue: Sequence[str] = ()

    @property
    def case(self) -> Submission:
        return self.work.submission

    @property
    def calendar(self) -> Calendar:
        return calendar_for(self.work.version.division.code)

    @property
    def kept(self) -> bool:
        """Whether all that is handed over together is decided: late ones have their own dates."""
        return all(line.settled for line in self.lines if line.item.holds_issuance)

    def of(self, *states: WorkItemStatus) -> list[ItemLine]:
        return [line for line in self.lines if line.work_item and line.work_item.state in states]


def standing(
    work: Work,
    lines: Sequence[ItemLine],
    delivery: Chosen | None = None,
    overdue: Sequence[str] = (),
) -> Standing:
    """The sentence for the applicant; ``lines`` are the items as they stand, ``overdue`` names the
    materials that should have followed by now.
    """
    seen = _Seen(work, lines, delivery, timezone.now(), overdue)
    return SAYING[work.submission.state](seen)


def _nothing() -> str:
    return _("您现在不用做什么，有进展会通知您。")


def _draft(seen: _Seen) -> Standing:
    return Standing(_("这是您的草稿，还没有提交。"), _("填好后请提交。"), "", mine=True)


def _submitted(seen: _Seen) -> Standing:
    at = seen.case.submitted_at or seen.now
    noon = timezone.make_aware(
        datetime.combine(seen.calendar.received_on(at), datetime.min.time())
    ) + timedelta(hours=12)
    due = seen.calendar.due(noon, ONE_NOTICE).at
    where = _("您的申请在%(hall)s，窗口正在核对，最迟 %(due)s 前答复。") % {
        "hall": named(seen.case.hall),
        "due": day(due),
    }
    return Standing(where, _nothing(), "go")


def _correction(seen: _Seen) -> Standing:
    count = sum(len(one.defects) for one in seen.work.editing.corrections)
    text = ngettext(
        "窗口把申请退回给您，有 %(count)d 处要补正。",
        "窗口把申请退回给您，有 %(count)d 处要补正。",
        count,
    )
    todo = _("请逐处补正，再重新提交。补正之前，窗口不会继续办理。")
    return Standing(text % {"count": count}, todo, "warn", mine=True)


def _accepted(seen: _Seen) -> Standing:
    return Standing(_("申请已受理，正在分送各部门。"), _nothing(), "go")


def _in_review(seen: _Seen) -> Standing:
    asked = seen.of(W.CORRECTION)
    if asked:
        where = _("%(departments)s请您补正材料，其他事项照常办理。") % {
            "departments": _departments(asked)
        }
        todo = _("请补正以后重新提交。补正期间，这个事项的承诺时限暂停。")
        return Standing(where, todo, "warn", mine=True)
    where = (" " if _english() else "").join(_parts(seen))
    late = _late(seen)
    if late:
        return Standing(where, late, "warn", mine=True)
    return Standing(where, _to_collect(seen) or _nothing(), "go")


def _late(seen: _Seen) -> str:
    """What should have followed by now and has not."""
    names = [f"“{name}”" for name in seen.overdue]
    if not names:
        return ""
    return _("%(materials)s已经过了补交的日期，请尽快补交。") % {"materials": _listed(names)}


def _to_collect(seen: _Seen) -> str:
    """What is out already while late items are still under way."""
    out = [line for line in seen.lines if line.certificates]
    if not out:
        return ""
    return _("办好的 %(count)d 个事项已经出件，可以先下载、先领取；其余办好后再通知您。") % {
        "count": len(out)
    }


def _parts(seen: _Seen) -> list[str]:
    """How far, who has it, by when, what stands still."""
    done, all_of = sum(line.settled for line in seen.lines), len(seen.lines)
    parts = [_("%(all)d 个事项办完了 %(done)d 个。") % {"all": all_of, "done": done}]
    busy = seen.of(W.QUEUED, W.CLAIMED)
    if busy:
        parts.append(_("现在由%(departments)s办理。") % {"departments": _departments(busy)})
    stopped = seen.of(W.SUSPENDED)
    if stopped:
        names = {"items": _listed(f"“{line.item.name}”" for line in stopped)}
        parts.append(_("%(items)s在听证、检验或者专家评审中，暂停计时。") % names)
    due = None if seen.kept else seen.case.promised_due
    if due is not None and due < seen.now:
        told = {"due": day(due), "phone": seen.case.hall.phone}
        parts.append(_("原来承诺 %(due)s 前办完，现在已经超期，可以打 %(phone)s 询问。") % told)
    elif due is not None:
        parts.append(_due(seen, day(due)))
    return parts


def _due(seen: _Seen, until: str) -> str:
    """What is handed over by itself has a later day of its own."""
    apart = [line for line in seen.lines if not line.item.holds_issuance and not line.settled]
    if not apart:
        return _("承诺 %(due)s 前全部办完。") % {"due": until}
    names = _listed(f"“{line.item.result.name}”" for line in apart)
    return _("承诺 %(due)s 前办完，%(results)s办好后另外交给您。") % {
        "due": until,
        "results": names,
    }


def _decided(seen: _Seen) -> Standing:
    return Standing(_("各部门都办完了，正在制作结果，一般几分钟就好。"), _nothing(), "go")


def _issued(seen: _Seen) -> Standing:
    missing = [line for line in seen.lines if line.awaited]
    where = _("结果做好了，电子文件现在就可以下载。")
    if seen.delivery is not None and seen.delivery.by_post:
        return Standing(where, _("纸质证照会寄到您留的地址，请留意快递电话。"), "ok")
    if missing:
        names = _listed(f"“{line.item.result.name}”" for line in missing)
        todo = _("%(items)s还没有送到窗口；到齐以后，请带身份证到%(hall)s领取。") % {
            "items": names,
            "hall": named(seen.case.hall),
        }
    else:
        todo = _("请带身份证到%(hall)s领取纸质证照。") % {"hall": named(seen.case.hall)}
    return Standing(where, todo, "ok", mine=True)


def _closed(seen: _Seen) -> Standing:
    if seen.case.issued_at is None:
        where = _("各事项都已有决定，没有可以领取的结果。")
        return Standing(where, _("理由，以及可以怎样申请复议或者起诉，见下面各事项。"), "bad")
    return Standing(
        _("全部办完，结果已经在 %(day)s 交给您。") % {"day": day(seen.case.closed_at)},
        _("证照都在您的证照夹里，随时可以打开、下载。"),
        "ok",
    )


def _refused(seen: _Seen) -> Standing:
    return Standing(
        _("窗口没有受理这份申请。"),
        _("理由，以及可以怎样申请复议或者起诉，写在下面的通知书里。改好后可以重新申请。"),
        "bad",
    )


def _withdrawn(seen: _Seen) -> Standing:
    return Standing(_("您撤回了这份申请，不再办理。"), _("以后需要时，可以重新申请。"), "")


def _lapsed(seen: _Seen) -> Standing:
    return Standing(
        _("这份申请长时间没有补正，已经失效，不再办理。"), _("需要办理的，请重新申请。"), "bad"
    )


SAYING: Final[dict[SubmissionStatus, Callable[[_Seen], Standing]]] = {
    S.DRAFT: _draft,
    S.SUBMITTED: _submitted,
    S.CORRECTION: _correction,
    S.ACCEPTED: _accepted,
    S.IN_REVIEW: _in_review,
    S.DECIDED: _decided,
    S.ISSUED: _issued,
    S.CLOSED: _closed,
    S.REFUSED: _refused,
    S.WITHDRAWN: _withdrawn,
    S.LAPSED: _lapsed,
}


def day(at: datetime | None) -> str:
    """A moment to the minute, in local time."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def named(hall: Hall) -> str:
    return hall.name_en if _english() and hall.name_en else hall.name


def _departments(lines: Sequence[ItemLine]) -> str:
    return _listed(str(line.item.department.short_name) for line in lines)


def _listed(names: Iterable[str]) -> str:
    return _("、").join(dict.fromkeys(names))


def _english() -> bool:
    return (get_language() or "").startswith("en")
