"""What promises, their follow-up checks and what comes of them refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .exceptions import AgreementsMissing, CaseworkError, MoveNotAllowed, SecondOfficialNeeded


class PromisesMissing(AgreementsMissing):
    """Every promise is ticked by itself, and again once what it is about has changed (T7)."""

    code = "promises_missing"
    message = _("还有承诺没有逐项阅读并勾选，请回到核对页面勾选后再提交。")

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__(keys)
        self.keys = keys


class DeciderNeeded(CaseworkError):
    """What is decided on a promise is decided by who answers for it by name."""

    code = "decider_needed"
    message = _("按告知承诺办理的事项须由有决定权限的人员当场作出决定，审查人员不能决定。")


class NotByCommitment(MoveNotAllowed):
    """The item goes the ordinary way already: there is no promise to take back."""

    code = "not_by_commitment"
    message = _("该事项没有可以撤回的承诺，请刷新查看最新进度。")

    def __init__(self, status: str) -> None:
        super().__init__(status=status, to="withdraw_commitment")


class NoSuchFollowUp(CaseworkError):
    code = "no_such_follow_up"
    message = _("没有找到该核查，请核对办件编号。")


class RevocationNeedsAnother(SecondOfficialNeeded):
    """To revoke takes a reviewer who proposes and a decider, never one person."""

    message = _("撤销须由审查人员提出、另一名有决定权限的人员决定，请换由另一名人员操作。")
