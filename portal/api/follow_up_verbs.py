"""What a department finds or decides when it checks a promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import FollowUp
from bundles.issuance import services as issuance
from portal.accounts.models import Scope

from . import documentation as docs
from .bodies import read, refuse_unmeasured
from .door import Door, acting_officer
from .follow_ups import FollowUpSummary, own_follow_up, summary_of
from .idempotency import once
from .preconditions import entity_tag, seen_version
from .verbs import Acting


class Remarked(Acting):
    remark = serializers.CharField(
        max_length=2000,
        help_text="发现了什么，或者理由；会印在文书上给申请人看。 "
        "Findings or grounds; the applicant reads them on the paper.",
    )


class MaybeRemarked(Acting):
    remark = serializers.CharField(
        max_length=2000, required=False, default="", help_text="说明，可不填。 A word, if any."
    )


class Checking(Door):
    """``POST`` to a sub-resource of a check; each does one thing by calling one service."""

    scopes = {"POST": Scope.DECIDE}
    body: ClassVar[type[Acting]] = Acting

    def act(self, check: FollowUp, *, seen: int, said: dict[str, Any], by: Actor) -> FollowUp:
        raise NotImplementedError

    def post(self, request: Request, number: str) -> Response:
        check = own_follow_up(self.key, number)
        seen = seen_version(request)
        refuse_unmeasured(request)
        said = read(self.body, request.data)
        by = acting_officer(self.key, said.pop("officer"))

        def perform() -> Response:
            self.act(check, seen=seen, said=said, by=by)
            moved = own_follow_up(self.key, number)
            told = FollowUpSummary(summary_of(moved, request)).data
            return Response(told, headers={"ETag": entity_tag(moved.revision)})

        return once(request, self.key, perform)


def _checking(
    summary: str,
    description: str,
    body: type[Acting],
    example: dict[str, str],
    *problems: str,
) -> Callable[[type[Checking]], type[Checking]]:
    described = docs.described(
        "核查",
        summary,
        description,
        parameters=[docs.NUMBER, docs.IF_MATCH, docs.IDEMPOTENCY_KEY, docs.ETAG],
        request=body,
        answer=FollowUpSummary,
        problems=[*docs.KEYED, *docs.WRITING, *problems],
        examples=[OpenApiExample(summary.partition(" ")[0], value=example, request_only=True)],
    )

    def decorate(view: type[Checking]) -> type[Checking]:
        view.body = body
        decorated: type[Checking] = extend_schema_view(post=described)(view)
        return decorated

    return decorate


WORDS = ("reason_missing", "not_for_paper")


@_checking(
    "核查符合 · Kept",
    "监管部门核查，与承诺一致。 The department that supervises found it as promised.",
    MaybeRemarked,
    {"officer": "WLG-CG-01"},
    "not_for_paper",
)
class Kept(Checking):
    def act(self, check: FollowUp, *, seen: int, said: dict[str, Any], by: Actor) -> FollowUp:
        return services.find_kept(check.work_item_id, seen=seen, by=by, **said)


@_checking(
    "责令改正 · Broken",
    "监管部门核查，与承诺不符：责令在事项规定的期限内改正，制发责令改正通知书。 "
    "Not as promised: ordered to be put right within the item's days.",
    Remarked,
    {"officer": "WLG-CG-01", "remark": "疏散通道堆放杂物，与承诺不符。"},
    *WORDS,
)
class Broken(Checking):
    def act(self, check: FollowUp, *, seen: int, said: dict[str, Any], by: Actor) -> FollowUp:
        return services.find_broken(check.work_item_id, seen=seen, by=by, **said)


@_checking(
    "确认改正 · Put right",
    "监管部门复查，已经改正，决定继续有效。 It has been put right, in time or late.",
    MaybeRemarked,
    {"officer": "WLG-CG-01"},
    "not_for_paper",
)
class PutRight(Checking):
    def act(self, check: FollowUp, *, seen: int, said: dict[str, Any], by: Actor) -> FollowUp:
        return services.find_put_right(check.work_item_id, seen=seen, by=by, **said)


@_checking(
    "逾期未改正 · Not put right",
    "改正期限已过，监管部门复查仍未改正，转作出决定的部门。 "
    "The day is over and nothing was put right: the department that decided is told.",
    Remarked,
    {"officer": "WLG-CG-01", "remark": "复查时杂物仍未清理。"},
    *WORDS,
)
class NotPutRight(Checking):
    def act(self, check: FollowUp, *, seen: int, said: dict[str, Any], by: Actor) -> FollowUp:
        return services.find_not_put_right(check.work_item_id, seen=seen, by=by, **said)


@_checking(
    "再次责令改正 · Order again",
    "作出决定的部门不撤销，再给一次改正期限，须由有决定权限的人员作出。 "
    "The department that decided gives the days once more, by its decider.",
    Remarked,
    {"officer": "WLG-XF-02", "remark": "情节轻微，再给一次改正期限。"},
    *WORDS,
)
class OrderAgain(Checking):
    def act(self, check: FollowUp, *, seen: int, said: dict[str, Any], by: Actor) -> FollowUp:
        return services.order_again(check.work_item_id, seen=seen, by=by, **said)


@_checking(
    "提出撤销 · Propose revocation",
    "作出决定的部门的审查人员提出撤销和理由。 A reviewer of the deciding department proposes it.",
    Remarked,
    {"officer": "WLG-XF-01", "remark": "承诺不实，逾期未改正。"},
    *WORDS,
)
class ProposeRevocation(Checking):
    def act(self, check: FollowUp, *, seen: int, said: dict[str, Any], by: Actor) -> FollowUp:
        return services.propose_revocation(check.work_item_id, seen=seen, by=by, **said)


@_checking(
    "撤销 · Revoke",
    "另一名有决定权限的人员决定撤销：证照随即失效，核验页面可见，制发撤销决定书。 "
    "Another official, a decider, revokes: whoever verifies the result learns so at once.",
    Acting,
    {"officer": "WLG-XF-02"},
    "second_official_needed",
    "not_revocable",
)
class Revoke(Checking):
    def act(self, check: FollowUp, *, seen: int, said: dict[str, Any], by: Actor) -> FollowUp:
        return issuance.revoke_broken(check.work_item_id, seen=seen, by=by)
