"""What issuing and handing over refuse; each says what to do."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _


class IssuanceError(Exception):
    """The base; ``code`` is stable, ``str()`` is a sentence for people."""

    code = "issuance_error"


class NoSuchBatch(IssuanceError):
    code = "no_such_batch"

    def __init__(self) -> None:
        super().__init__(_("没有找到该批次，请刷新后重试。"))


class NotProduced(IssuanceError):
    """A batch cannot be finished before every paper of it is stored."""

    code = "not_produced"

    def __init__(self) -> None:
        super().__init__(_("仍有结果尚未制作完成，请稍后再试。"))


class NotIssued(IssuanceError):
    """Nothing can be handed over before it is issued."""

    code = "not_issued"

    def __init__(self) -> None:
        super().__init__(_("该批次尚未出件，暂不能领取，请稍后再试。"))


class NotArrived(IssuanceError):
    """Decided is not arrived: what has not reached the desk cannot be signed out (T27)."""

    code = "not_arrived"

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            _("下列结果尚未送到窗口，不能签收：%(names)s。请待到件后再办理。")
            % {"names": "、".join(self.names)}
        )


class ReceiverMissing(IssuanceError):
    code = "receiver_missing"

    def __init__(self) -> None:
        super().__init__(_("请填写签收人姓名和证件号码。"))


class NotRevocable(IssuanceError):
    code = "not_revocable"

    def __init__(self) -> None:
        super().__init__(_("该结果尚未出件，不能撤销。"))
