"""What is left to do with a case that came from an offline desk, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.models import IdentityLevel
from bundles.casework.models import ReservedNumber
from bundles.casework.receipt import Doubt
from bundles.catalogue import versions
from bundles.catalogue.answers import check
from portal.console.pages.places import name_of

DOUBTS: Final[Mapping[str, str | Promise]] = {
    Doubt.MISSING: gettext_lazy("设备没有记下收件时间"),
    Doubt.FUTURE: gettext_lazy("设备记下的收件时间晚于现在"),
    Doubt.BEFORE_RESERVATION: gettext_lazy("设备记下的收件时间早于预留编号的时间"),
    Doubt.OTHER_DAY: gettext_lazy("设备记下的收件日期与编号的日期不同"),
    Doubt.TOO_LONG_AGO: gettext_lazy("设备记下的收件时间已超过 72 小时"),
}


def noted(held: ReservedNumber) -> list[str]:
    """What was noted when it came, and who is still to be compared; asks the database nothing."""
    found = [_note(held, note) for note in held.notes]
    assert held.submission is not None
    if held.submission.applicant.level == IdentityLevel.DECLARED:
        found.append(_("请当面核对申请人的身份证件：同一号码登记过别的姓名。"))
    return found


def words(held: ReservedNumber) -> list[str]:
    """The same, and how much of the form is missing; its files are still to come."""
    found = noted(held)
    submission = held.submission
    assert submission is not None
    version = versions.version(submission.version_id)
    problems = len(check(version, submission.answers).problems)
    if problems:
        found.append(_("表单还有 %(count)d 处待补全或待改正。") % {"count": problems})
    return found


def _note(held: ReservedNumber, note: str) -> str:
    if note in DOUBTS:
        return _("%(why)s，已按同步的时间计算收件。") % {"why": DOUBTS[note]}
    assert held.submission is not None
    version = versions.version(held.submission.version_id)
    return _("“%(place)s”有文件没有收进来，请重新上传。") % {
        "place": name_of(version, note.replace("file:", "material:", 1))
    }
