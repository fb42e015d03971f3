"""What may follow after acceptance, and what of it is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .exceptions import AgreementsMissing, CaseworkError, MoveNotAllowed


class LaterNotPromised(AgreementsMissing):
    """What is not handed in now is promised by a tick of its own, never carried over (T7)."""

    code = "later_not_promised"
    message = _("有材料准备以后补交，请逐项勾选补交承诺，或者现在就上传，再提交。")

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__(keys)
        self.keys = keys


class NothingToFollow(MoveNotAllowed):
    """The material was not promised for later, is there already, or the case is not accepted."""

    code = "nothing_to_follow"
    message = _("这份材料现在不用补交，请刷新查看最新进度。")

    def __init__(self, status: str) -> None:
        super().__init__(status=status, to="hand_in_later")


class StillMayFollow(CaseworkError):
    """What was promised for later is no defect before its day."""

    code = "still_may_follow"
    message = _("这份材料按容缺受理可以在承诺的日期前补交，现在不能要求补正。")


class NotLapsed(MoveNotAllowed):
    """Only what was not handed in by its day can be ordered, and by who decided without it."""

    code = "not_lapsed"
    message = _("这份材料没有逾期，或者事项还没有办结，不能责令补交。")

    def __init__(self, status: str) -> None:
        super().__init__(status=status, to="order_later")


class OrderDayPast(CaseworkError):
    code = "order_day_past"
    message = _("补交期限要写今天以后的日期。")
