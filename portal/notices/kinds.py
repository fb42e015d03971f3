"""Which facts of a case's ledger its people are told of, and how much each matters."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from bundles.casework.models import Event


class NoticeKind(models.TextChoices):
    """What a message tells; the label is its heading where no item is named."""

    RECEIVED = "received", _("申请已收到")
    CORRECTED = "corrected", _("补正已收到")
    MENDED = "mended", _("申请在窗口打开更正")
    ACCEPTED = "accepted", _("申请已受理")
    CORRECTION = "correction", _("请补正申请")
    REFUSED = "refused", _("申请未被受理")
    ITEM_CORRECTION = "item_correction", _("有事项请您补正")
    ITEM_CORRECTED = "item_corrected", _("事项补正已收到")
    ITEM_APPROVED = "item_approved", _("有事项已办好")
    ITEM_REJECTED = "item_rejected", _("有事项未通过")
    ITEM_NOT_ACCEPTED = "item_not_accepted", _("有事项不予受理")
    PAUSED = "paused", _("有事项暂停计时")
    RESUMED = "resumed", _("有事项恢复办理")
    READY = "ready", _("结果已经做好")
    REMINDED = "reminded", _("请领取结果")
    SENT = "sent", _("结果已经寄出")
    RETURNED = "returned", _("邮件被退回")
    HANDED_OVER = "handed_over", _("结果已经送达")
    REVOKED = "revoked", _("证照已被撤销")
    ITEM_WITHDRAWN = "item_withdrawn", _("事项已撤回")
    WITHDRAWN = "withdrawn", _("申请已撤回")
    LAPSED = "lapsed", _("申请已失效")
    DELIVERY = "delivery", _("领取方式已更改")
    SIGNATURES_ASKED = "signatures_asked", _("请签名人确认")
    SIGNATURE_DECLINED = "signature_declined", _("有签名人没有同意")
    SIGNED = "signed", _("签名人都已确认")
    PROMISE_KEPT = "promise_kept", _("承诺核查通过")
    PROMISE_BROKEN = "promise_broken", _("与承诺不符，请限期改正")
    PUT_RIGHT = "put_right", _("已确认改正")
    NOT_PUT_RIGHT = "not_put_right", _("逾期没有改正")
    PROMISE_WITHDRAWN = "promise_withdrawn", _("承诺已撤回")
    LATER_REMINDED = "later_reminded", _("请补交材料")
    LATER_LAPSED = "later_lapsed", _("材料逾期没有补交")
    LATER_HANDED_IN = "later_handed_in", _("补交的材料已收到")
    LATER_PRODUCED = "later_produced", _("不用再补交了")
    LATER_ORDERED = "later_ordered", _("请限期补交材料")
    LATER_ORDER_MISSED = "later_order_missed", _("责令补交的期限已过")


K = NoticeKind

KIND_OF: Final = {
    "signature.declined": K.SIGNATURE_DECLINED,
    "signature.denied": K.SIGNATURE_DECLINED,
    "signatures.complete": K.SIGNED,
    "submission.submitted": K.RECEIVED,
    "submission.resubmitted": K.CORRECTED,
    "submission.mended": K.MENDED,
    "submission.accepted": K.ACCEPTED,
    "submission.deemed_accepted": K.ACCEPTED,
    "submission.correction": K.CORRECTION,
    "submission.refused": K.REFUSED,
    "submission.withdrawn": K.WITHDRAWN,
    "submission.lapsed": K.LAPSED,
    "work_item.correction": K.ITEM_CORRECTION,
    "work_item.resubmitted": K.ITEM_CORRECTED,
    "work_item.approved": K.ITEM_APPROVED,
    "work_item.rejected": K.ITEM_REJECTED,
    "work_item.not_accepted": K.ITEM_NOT_ACCEPTED,
    "work_item.suspended": K.PAUSED,
    "work_item.resumed": K.RESUMED,
    "work_item.withdrawn": K.ITEM_WITHDRAWN,
    "issuance.issued": K.READY,
    "issuance.reminded": K.REMINDED,
    "parcel.sent": K.SENT,
    "parcel.returned": K.RETURNED,
    "issuance.handed_over": K.HANDED_OVER,
    "issuance.revoked": K.REVOKED,
    "issuance.delivery_changed": K.DELIVERY,
    "follow_up.kept": K.PROMISE_KEPT,
    "follow_up.to_put_right": K.PROMISE_BROKEN,
    "follow_up.put_right": K.PUT_RIGHT,
    "follow_up.not_put_right": K.NOT_PUT_RIGHT,
    "commitment.withdrawn": K.PROMISE_WITHDRAWN,
    "later.reminded": K.LATER_REMINDED,
    "later.lapsed": K.LATER_LAPSED,
    "later.chased": K.LATER_LAPSED,
    "later.handed_in": K.LATER_HANDED_IN,
    "later.produced": K.LATER_PRODUCED,
    "work_item.later_ordered": K.LATER_ORDERED,
    "work_item.later_order_missed": K.LATER_ORDER_MISSED,
}
"""By the kind of the ledger's event. A cancelled item is told with the one it fell with."""


def kind_of(event: Event) -> NoticeKind | None:
    """What to tell of an event; None for what is nobody's news, or is told with something else."""
    if event.kind == "submission.decided" and event.data.get("because") == "rest_withdrawn":
        return K.WITHDRAWN
    if event.data.get("because") == "case_withdrawn":
        return None
    return KIND_OF.get(event.kind)


IMPORTANT: Final = frozenset(
    {
        *(K.CORRECTION, K.ITEM_CORRECTION, K.REFUSED, K.ITEM_REJECTED, K.ITEM_NOT_ACCEPTED),
        *(K.MENDED, K.REMINDED, K.RETURNED),
        *(K.PROMISE_BROKEN, K.NOT_PUT_RIGHT),
        *(K.LATER_REMINDED, K.LATER_LAPSED, K.LATER_ORDERED, K.LATER_ORDER_MISSED),
        *(K.READY, K.REVOKED, K.LAPSED, K.DELIVERY, K.SIGNATURE_DECLINED),
    }
)
"""What asks something of its reader or changes their position: also by text message, and still by
e-mail when only the important is wanted.
"""

TONES: Final = {
    K.MENDED: "warn",
    K.CORRECTION: "warn",
    K.ITEM_CORRECTION: "warn",
    K.PAUSED: "warn",
    K.DELIVERY: "warn",
    K.REMINDED: "warn",
    K.RETURNED: "warn",
    K.SIGNATURE_DECLINED: "warn",
    K.PROMISE_BROKEN: "warn",
    K.LATER_REMINDED: "warn",
    K.LATER_LAPSED: "warn",
    K.LATER_ORDERED: "warn",
    K.LATER_ORDER_MISSED: "bad",
    K.REFUSED: "bad",
    K.ITEM_REJECTED: "bad",
    K.ITEM_NOT_ACCEPTED: "bad",
    K.NOT_PUT_RIGHT: "bad",
    K.REVOKED: "bad",
    K.LAPSED: "bad",
    K.ACCEPTED: "ok",
    K.ITEM_APPROVED: "ok",
    K.READY: "ok",
    K.HANDED_OVER: "ok",
    K.SIGNED: "ok",
    K.PROMISE_KEPT: "ok",
    K.PUT_RIGHT: "ok",
    K.LATER_HANDED_IN: "ok",
    K.LATER_PRODUCED: "ok",
}
