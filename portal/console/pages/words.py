"""The ledger in words: no clerk ever reads a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bundles.casework.actors import ActorKind
from bundles.casework.clock import Light

EVENTS: Final[Mapping[str, str | Promise]] = {
    "assistance.begun": gettext_lazy("开始在窗口帮申请人填写"),
    "assistance.ended": gettext_lazy("结束窗口帮办"),
    "submission.received_offline": gettext_lazy("断网期间在窗口收件，已同步"),
    "submission.mended": gettext_lazy("申请人在窗口当场更正，收回修改"),
    "signatures.asked": gettext_lazy("请签字人确认"),
    "signatures.complete": gettext_lazy("签字人全部签字"),
    "signatures.ended": gettext_lazy("签字停止，已有签字作废"),
    "signature.given": gettext_lazy("签字确认"),
    "signature.declined": gettext_lazy("不同意签字"),
    "signature.denied": gettext_lazy("表示不是本人或者不知情，申请停止"),
    "signature.asked_again": gettext_lazy("重新发出签字链接"),
    "signature.locked": gettext_lazy("身份多次填错，签字链接暂时锁定"),
    "submission.submitted": gettext_lazy("提交申请"),
    "submission.forwarded": gettext_lazy("代收大厅转交办理大厅"),
    "material.compared": gettext_lazy("与原件核对一致"),
    "material.comparison_taken_back": gettext_lazy("取消与原件核对一致的记录"),
    "bag.sent": gettext_lazy("纸质材料袋随交接单送出"),
    "bag.received": gettext_lazy("纸质材料袋已收到"),
    "bag.missing": gettext_lazy("纸质材料袋在交接单上，但没有收到"),
    "submission.agreed": gettext_lazy("逐项同意内容真实和信息使用的各项声明"),
    "submission.taken_back": gettext_lazy("收回申请，继续修改"),
    "submission.correction": gettext_lazy("退回补正"),
    "submission.resubmitted": gettext_lazy("补正后重新提交"),
    "submission.accepted": gettext_lazy("受理申请"),
    "submission.deemed_accepted": gettext_lazy("逾期未答复，依法视为受理"),
    "submission.taken": gettext_lazy("接手办理"),
    "submission.handed_on": gettext_lazy("移交给同事办理"),
    "submission.put_back": gettext_lazy("放回待办，由同事接手"),
    "second_notice.asked": gettext_lazy("再次补正告知，提交督办人员审核"),
    "second_notice.sent_back": gettext_lazy("督办人员退回再次补正告知"),
    "pre_check.asked": gettext_lazy("请部门受理前预审"),
    "pre_check.passed": gettext_lazy("部门预审通过"),
    "pre_check.objected": gettext_lazy("部门预审提出异议"),
    "pre_check.passed_over": gettext_lazy("部门逾期未答复预审，窗口先行受理"),
    "submission.in_review": gettext_lazy("分办到各部门"),
    "submission.decided": gettext_lazy("各事项全部办结"),
    "submission.issued": gettext_lazy("结果全部出件"),
    "submission.closed": gettext_lazy("结果全部领取，办件完成"),
    "submission.refused": gettext_lazy("决定不予受理"),
    "submission.withdrawn": gettext_lazy("撤回申请"),
    "submission.lapsed": gettext_lazy("逾期未补正，申请失效"),
    "submission.dated_anew": gettext_lazy("工作日历调整，办理期限随之更新"),
    "submission.results_asked_for": gettext_lazy("要求先领取已办好的结果"),
    "later.promised": gettext_lazy("容缺受理，约定补交日期"),
    "commitment.made": gettext_lazy("逐项作出承诺"),
    "commitment.withdrawn": gettext_lazy("申请人撤回承诺，改按一般程序办理"),
    "follow_up.due": gettext_lazy("按承诺作出决定，通知监管部门到期核查"),
    "follow_up.kept": gettext_lazy("事后核查：符合承诺"),
    "follow_up.to_put_right": gettext_lazy("事后核查：与承诺不符，责令限期改正"),
    "follow_up.put_right": gettext_lazy("事后核查：确认已改正"),
    "follow_up.not_put_right": gettext_lazy("事后核查：逾期未改正，转作出决定的部门"),
    "follow_up.proposed": gettext_lazy("审查人员提出撤销"),
    "follow_up.revoked": gettext_lazy("决定撤销，结果作废"),
    "follow_up.overdue": gettext_lazy("催办：事后核查的期限已过"),
    "later.dated_anew": gettext_lazy("工作日历调整，补交日期随之更新"),
    "later.reminded": gettext_lazy("提醒申请人补交材料"),
    "later.lapsed": gettext_lazy("逾期没有补交材料"),
    "later.chased": gettext_lazy("再次催交材料"),
    "later.handed_in": gettext_lazy("补交材料"),
    "later.produced": gettext_lazy("要补交的材料已由本次办理的事项产生"),
    "later.not_needed": gettext_lazy("材料不再需要补交"),
    "work_item.later_lapsed": gettext_lazy("告知部门：材料逾期没有补交"),
    "work_item.later_ordered": gettext_lazy("责令限期补交材料"),
    "work_item.later_order_missed": gettext_lazy("告知部门：责令补交的期限已过"),
    "work_item.result_arrived": gettext_lazy("收到另一事项的结果"),
    "work_item.queued": gettext_lazy("转到部门待办"),
    "work_item.claimed": gettext_lazy("签收"),
    "work_item.released": gettext_lazy("退回待办"),
    "work_item.correction": gettext_lazy("要求补正"),
    "work_item.resubmitted": gettext_lazy("补正后交回部门"),
    "work_item.inputs_changed": gettext_lazy("补正改动了此事项的内容"),
    "work_item.dated_anew": gettext_lazy("工作日历调整，此事项期限随之更新"),
    "work_item.suspended": gettext_lazy("进入特别程序，期限中止"),
    "work_item.resumed": gettext_lazy("特别程序结束，期限恢复"),
    "work_item.extended": gettext_lazy("延长办理期限"),
    "work_item.approved": gettext_lazy("办结，予以通过"),
    "work_item.rejected": gettext_lazy("办结，不予通过"),
    "work_item.not_accepted": gettext_lazy("此事项不予受理"),
    "work_item.cancelled": gettext_lazy("因前一事项未通过而终止"),
    "work_item.withdrawn": gettext_lazy("撤回此事项"),
    "issuance.reserved": gettext_lazy("结果编号，开始出件"),
    "issuance.issued": gettext_lazy("出件，可以领取"),
    "issuance.delivery_changed": gettext_lazy("改变领取方式"),
    "issuance.announced": gettext_lazy("部门通知结果已送出"),
    "issuance.arrived": gettext_lazy("结果送到窗口"),
    "issuance.reminded": gettext_lazy("提醒申请人领取结果"),
    "issuance.record_scanned": gettext_lazy("签字的送达回证已扫描存档"),
    "issuance.handed_over": gettext_lazy("结果交付，已签收"),
    "issuance.revoked": gettext_lazy("撤销结果"),
    "order.placed": gettext_lazy("向刻章单位下单"),
    "order.taken": gettext_lazy("刻章单位接单"),
    "order.ready": gettext_lazy("印章刻好，防伪编码核对一致"),
    "order.handed_in": gettext_lazy("刻章单位送到大厅"),
    "parcel.packed": gettext_lazy("结果封装，准备邮寄"),
    "parcel.unpacked": gettext_lazy("取消邮寄，结果放回货架"),
    "parcel.sent": gettext_lazy("结果已寄出"),
    "parcel.delivered": gettext_lazy("邮件妥投"),
    "parcel.returned": gettext_lazy("邮件退回，结果放回货架"),
    "subsidy.confirmed": gettext_lazy("核定政府付费"),
}
BY_ITSELF: Final = frozenset(
    {"submission.in_review", "submission.decided", "submission.closed"}
    | {"work_item.queued", "work_item.cancelled", "submission.dated_anew", "work_item.dated_anew"}
    | {
        "pre_check.asked",
        "later.promised",
        "later.dated_anew",
        "later.produced",
        "later.not_needed",
    }
    | {"work_item.later_lapsed", "work_item.later_order_missed", "work_item.result_arrived"}
    | {"commitment.made", "follow_up.due"}
)
"""What follows from somebody else's step: told with their name it would read like a deed."""

ANYTHING_ELSE: Final = gettext_lazy("办件有新的进展")

STEPS: Final[Mapping[str, str | Promise]] = {
    "fan_out": gettext_lazy("分办到各部门"),
    "deem_accepted": gettext_lazy("依法视为受理"),
    "issue": gettext_lazy("统一出件"),
    "papers": gettext_lazy("制作文书"),
    "later": gettext_lazy("提醒补交材料"),
    "handover_record": gettext_lazy("制作送达回证"),
    "order": gettext_lazy("向刻章单位下单"),
}

LIGHTS: Final[Mapping[Light, tuple[str, str | Promise]]] = {
    Light.GREEN: ("success", gettext_lazy("正常")),
    Light.AMBER: ("warning", gettext_lazy("临期")),
    Light.RED: ("danger", gettext_lazy("超期")),
    Light.STOPPED: ("info", gettext_lazy("期限中止")),
    Light.DONE: ("done", gettext_lazy("已办结")),
}


def sentence(kind: str, data: Mapping[str, Any]) -> str:
    """What happened, without who and when."""
    text = str(EVENTS.get(kind, ANYTHING_ELSE))
    count = data.get("defects")
    if isinstance(count, int):
        named = ngettext("共列明 %(count)d 处", "共列明 %(count)d 处", count) % {"count": count}
        return text + _("，") + named
    return text


def who(actor: Mapping[str, Any]) -> str:
    """``王敏（综合窗口）`` for an official; others only by their part in the case."""
    kind = ActorKind(actor["kind"]) if actor.get("kind") in ActorKind.values else ActorKind.MACHINE
    if actor.get("name"):
        title = actor.get("title")
        return f"{actor['name']}（{title}）" if title else str(actor["name"])
    return str(kind.label)


def step_name(name: str) -> str:
    return str(STEPS.get(name, gettext_lazy("自动处理")))
