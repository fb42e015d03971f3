"""Say yes with the result, or no with the grounds."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import WorkItem

from .decision_examples import APPROVALS
from .verbs import Acting, Verb, verb


class Approval(Acting):
    result = serializers.DictField(
        help_text="结果数据，须满足该办理件的 result_schema。 "
        "The result data; must satisfy the work item's result_schema.",
    )
    opinion = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="审查意见，可以不填。 The opinion, if any.",
    )


class Rejection(Acting):
    grounds = serializers.CharField(
        max_length=4000,
        help_text="不予通过的理由和依据，会写进送达申请人的决定书。 "
        "Grounds and legal basis; they are printed on the decision served on the applicant.",
    )
    opinion = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="内部审查意见，可以不填。 The opinion, if any.",
    )


class NonAcceptance(Acting):
    grounds = serializers.CharField(
        max_length=4000,
        help_text="不予受理的理由，会写进送达申请人的不予受理通知书。 "
        "Why it is not accepted; printed on the notice served on the applicant.",
    )
    competent = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="不属于本机关职权时，应向哪个机关申请（行政许可法第三十二条）。 "
        "Where to apply instead, when it is not your department's business.",
    )


@verb(
    "不予受理 · Not accept",
    "该事项依法不能由本部门受理：写明理由；"
    "不属于本机关职权的，用 `competent` 告知应向哪个机关申请。"
    "待办的可以直接不予受理，已签收的由签收人办理。只有依赖此事项的后续事项随之终止，其余照常办理。\n\n"
    "The item cannot be accepted: say why, and in `competent` where to apply instead when it is "
    "not your business. Straight from the queue, or by whoever claimed it. "
    "Only the items that need this one are cancelled.",
    body=NonAcceptance,
    examples={
        "不属于本机关职权": {
            "officer": "WLG-GJ-01",
            "grounds": "单位住所地不在本管理部服务范围内。",
            "competent": "锡林郭勒盟住房公积金中心锡林浩特管理部",
        }
    },
    problems=["claimed_by_another", "reason_missing", "not_for_paper"],
)
class NotAccept(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        return services.not_accept(item.pk, seen=seen, by=by, **said)


@verb(
    "通过 · Approve",
    "作出准予（登记、备案、确认）的决定，并给出结果数据。决定当即生效，"
    "结果数据当即提供给声明需要它的后续事项。"
    "`result` 须满足详情中的 `result_schema`；金额写作小数字符串，日期写作 ISO 格式。"
    "`by_commitment` 为 true 的不用先签收，由有决定权限（decider）的人员当场作出。\n\n"
    "Decide in favour and hand over the result data. It takes effect at once, and the items "
    "that declare it see the data at once. `result` must satisfy the detail's `result_schema`. "
    "With `by_commitment` a decider decides at once, without claiming it first.",
    body=Approval,
    examples=APPROVALS,
    problems=["claimed_by_another", "decider_needed", "result_invalid"],
)
class Approve(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        return services.approve(item.pk, seen=seen, by=by, **said)


@verb(
    "不予通过 · Reject",
    "作出不予通过的决定并当即送达。签收人是审查人，"
    "`officer` 须是**另一名**有决定权限（decider）的人员。"
    "只有依赖此事项的后续事项随之终止。\n\n"
    "Decide against, with grounds; served at once. Whoever claimed the item reviewed it, so "
    "`officer` must be **another** person with the role decider. "
    "Only the items that need this one are cancelled.",
    body=Rejection,
    examples={
        "不予登记": {
            "officer": "WLG-SC-02",
            "grounds": "公司名称与同行业已登记的企业相同，不符合《企业名称登记管理规定》第十七条。",
        }
    },
    problems=["second_official_needed", "reason_missing", "not_for_paper"],
)
class Reject(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        return services.reject(item.pk, seen=seen, by=by, **said)
