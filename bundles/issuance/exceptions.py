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


class NotTheReceiver(IssuanceError):
    """The card is not that of the person whom the results belong to."""

    code = "not_the_receiver"


class NotAuthorised(IssuanceError):
    """Somebody comes for another without an authorisation that stands."""

    code = "not_authorised_to_collect"

    def __init__(self) -> None:
        super().__init__(
            _("没有找到有效的代领委托。请核对姓名和证件号码，或者附上申请人签字的委托书扫描件。")
        )


class SignatureUnreadable(IssuanceError):
    code = "signature_unreadable"

    def __init__(self) -> None:
        super().__init__(_("没有收到清楚的签名，请擦掉重签；签名板不好用时，改用纸质签名。"))


class ScanTooLarge(IssuanceError):
    code = "scan_too_large"

    def __init__(self) -> None:
        super().__init__(_("扫描件超过 20 MB，请降低扫描精度后重试。"))


class NothingReady(IssuanceError):
    """There is nothing of the case that could be signed out now."""

    code = "nothing_ready"

    def __init__(self) -> None:
        super().__init__(_("这个办件现在没有可以交付的结果。"))


class ResultsChanged(IssuanceError):
    """What the page showed is not what lies there now: nobody signs for what they were not shown
    (T27).
    """

    code = "results_changed"
    message = _("可以交付的结果有变化，刚才的操作没有办理。请核对后重新办理。")

    def __init__(self) -> None:
        super().__init__(self.message)


class WrongHall(IssuanceError):
    """What was scanned belongs to another hall; its name helps to bring it there."""

    code = "wrong_hall"

    def __init__(self, hall: str) -> None:
        super().__init__(_("这份结果属于%(hall)s，请转送过去，不要在这里上架。") % {"hall": hall})


class ShelfUnknown(IssuanceError):
    code = "shelf_unknown"

    def __init__(self, shelf: str) -> None:
        super().__init__(_("本大厅没有“%(shelf)s”这个货架，请重新选择。") % {"shelf": shelf})


class ShelfFull(IssuanceError):
    code = "shelf_full"

    def __init__(self, shelf: str) -> None:
        super().__init__(_("货架 %(shelf)s 已放满，请换一个货架。") % {"shelf": shelf})


class StockNumberTaken(IssuanceError):
    code = "stock_number_taken"

    def __init__(self, number: str) -> None:
        super().__init__(
            _("实物编号 %(number)s 已登记在另一份结果上，请核对。") % {"number": number}
        )


class ParcelMoveNotAllowed(IssuanceError):
    """A parcel was sent, delivered or returned already, or not packed yet."""

    code = "parcel_move_not_allowed"

    def __init__(self, state: object) -> None:
        super().__init__(_("这个邮件现在是“%(state)s”，不能再这样办理。") % {"state": state})


class TrackingNumberWrong(IssuanceError):
    code = "tracking_number_wrong"

    def __init__(self) -> None:
        super().__init__(_("运单号不对或者已经用过，请照面单核对后重填。"))


class InTheParcel(IssuanceError):
    """What is on its way by post cannot be signed out at the window."""

    code = "in_the_parcel"

    def __init__(self) -> None:
        super().__init__(_("这批结果已封装邮寄，请先登记妥投或退回。"))


class AddressMissing(IssuanceError):
    code = "address_missing"

    def __init__(self) -> None:
        super().__init__(_("收件人、电话和地址都要填写完整。"))


class OrderMoveNotAllowed(IssuanceError):
    """An order's steps come one after the other, each once."""

    code = "order_move_not_allowed"

    def __init__(self, state: object) -> None:
        super().__init__(_("这个订单现在是“%(state)s”，请刷新后再看。") % {"state": state})


class SealCodesDiffer(IssuanceError):
    """The codes on the seals are not those the police filed."""

    code = "seal_codes_differ"

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            _("下列印章的防伪编码与备案不一致，请对照印章核对：%(names)s。")
            % {"names": "、".join(names)}
        )


class NoSuchOrder(IssuanceError):
    code = "no_such_order"

    def __init__(self) -> None:
        super().__init__(_("没有找到这个订单。"))


class NoSuchSubsidy(IssuanceError):
    code = "no_such_subsidy"

    def __init__(self) -> None:
        super().__init__(_("没有找到这笔费用。"))


class AmountWrong(IssuanceError):
    code = "amount_wrong"

    def __init__(self) -> None:
        super().__init__(_("金额要在 0 到 100000 元之间，最多两位小数。"))
