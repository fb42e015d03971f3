"""Domain errors in the words of the console: the one file that knows both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.exceptions import ApplicantError
from bundles.casework import exceptions as casework
from bundles.casework import window_exceptions as window
from bundles.casework.models import Submission
from bundles.catalogue import versions
from bundles.issuance import exceptions as issuance
from bundles.issuance.models import Batch
from portal.accounts.disclosures import ReasonMissing
from portal.console.pages.timeline import happening, since
from portal.storage import VaultError


class PageIncomplete(Exception):
    """A form came without what the page always sends."""

    code = "page_incomplete"


class HandedOverAlready(Exception):
    """Somebody has signed for this batch; once is enough."""

    code = "handed_over_already"

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch.number)
        self.batch = batch


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the clerk is told: a sentence, and line by line what it is about."""

    status: HTTPStatus
    message: str
    details: Sequence[str] = ()


REFUSED: Final = (
    casework.CaseworkError,
    issuance.IssuanceError,
    HandedOverAlready,
    ApplicantError,
    ReasonMissing,
    PageIncomplete,
    VaultError,
    FileNotFoundError,
)
"""What a verb of this door may be refused with; anything else is a mistake of ours."""

_STATUS: Final[dict[type[Exception], HTTPStatus]] = {
    casework.StaleVersion: HTTPStatus.CONFLICT,
    casework.MoveNotAllowed: HTTPStatus.CONFLICT,
    casework.ClaimedByAnother: HTTPStatus.CONFLICT,
    window.InAnothersHands: HTTPStatus.CONFLICT,
    window.NoticeWaiting: HTTPStatus.CONFLICT,
    window.NoSuchNotice: HTTPStatus.CONFLICT,
    window.OwnNotice: HTTPStatus.FORBIDDEN,
    issuance.NotIssued: HTTPStatus.CONFLICT,
    issuance.NotArrived: HTTPStatus.CONFLICT,
    issuance.NothingReady: HTTPStatus.CONFLICT,
    issuance.ResultsChanged: HTTPStatus.CONFLICT,
    issuance.InTheParcel: HTTPStatus.CONFLICT,
    issuance.WrongHall: HTTPStatus.CONFLICT,
    issuance.ParcelMoveNotAllowed: HTTPStatus.CONFLICT,
    issuance.OrderMoveNotAllowed: HTTPStatus.CONFLICT,
    HandedOverAlready: HTTPStatus.CONFLICT,
    casework.NotYours: HTTPStatus.FORBIDDEN,
    casework.UnknownField: HTTPStatus.BAD_REQUEST,
    PageIncomplete: HTTPStatus.BAD_REQUEST,
    VaultError: HTTPStatus.SERVICE_UNAVAILABLE,
    FileNotFoundError: HTTPStatus.SERVICE_UNAVAILABLE,
}


def refusal(error: Exception, submission: Submission | None = None) -> Refusal:
    """What to tell the clerk; ``submission`` lets a stale page say what has changed since."""
    status = next(
        (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS),
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
    match error:
        case casework.NoSuchCase() | issuance.NoSuchBatch():
            raise Http404 from error
        case casework.StaleVersion() if submission is not None:
            return _stale(error, submission, status)
        case casework.NotYours():
            return Refusal(status, _("这一步只能由本大厅的综合窗口人员操作。"))
        case window.InAnothersHands():
            since = timezone.localtime(error.since).strftime("%m-%d %H:%M") if error.since else ""
            text = _(
                "这个办件由%(name)s在办（自 %(since)s），刚才的操作没有办理。"
                "需要由您办理的，请先接手。"
            )
            return Refusal(status, text % {"name": error.name, "since": since})
        case HandedOverAlready():
            return Refusal(status, _handed_over(error.batch))
        case ReasonMissing():
            return Refusal(status, str(error.message))
        case PageIncomplete():
            return Refusal(status, _("提交的内容不完整，没有办理。请从本页重新操作。"))
        case VaultError() | FileNotFoundError():
            return Refusal(status, _("文件暂时无法打开，请稍后再试；仍不行请联系系统管理员。"))
    return Refusal(status, str(error))


def _stale(error: casework.StaleVersion, submission: Submission, status: HTTPStatus) -> Refusal:
    version = versions.version(submission.version_id)
    missed = [
        happening(version, event)
        for event in since(submission.pk, seen=error.seen, current=error.current)
    ]
    details = [
        _("%(time)s %(who)s：%(what)s")
        % {
            "time": timezone.localtime(one.at).strftime("%m-%d %H:%M"),
            "who": one.who,
            "what": one.what,
        }
        for one in missed
    ]
    message = _("您打开此页之后，这个办件已有变化，刚才的操作没有办理。请看过最新情况再操作。")
    return Refusal(status, message, details)


def _handed_over(batch: Batch) -> str:
    assert batch.handed_over_at is not None
    at = timezone.localtime(batch.handed_over_at)
    return _("这批结果已于 %(time)s 由%(capacity)s签收，不用再次办理。") % {
        "time": at.strftime("%Y-%m-%d %H:%M"),
        # the record keeps the words of the paper, which are a message of ours
        "capacity": _(batch.receiver_capacity) if batch.receiver_capacity else _("签收人"),
    }
