"""What the passing on of bags can be refused with, each a sentence that says what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TransferRefused(Exception):
    """``str()`` is a sentence for the clerk."""

    code = "transfer_refused"
    message: str | Promise = _("交接单目前的状态不能进行此操作，请刷新查看。")

    def __str__(self) -> str:
        return str(self.message)


class NotOurs(TransferRefused):
    """A case of neither hall: what is told does not say whether it exists."""

    code = "bag_not_ours"
    message = _("本大厅没有这个编号的办件。请核对袋上的编号；扫错了请再扫一次。")


class WrongHall(TransferRefused):
    code = "bag_wrong_hall"

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right

    def __str__(self) -> str:
        return str(_("这袋不送这个大厅，请放进送往“%(hall)s”的交接单。")) % {"hall": self.right}


class NothingToPass(TransferRefused):
    code = "bag_stays"
    message = _("这个办件由本大厅收件、本大厅办理，纸质材料不用交接。")


class BagTwice(TransferRefused):
    code = "bag_twice"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return str(_("这袋已经在交接单 %(number)s 上，不用再扫。")) % {"number": self.number}


class NoBags(TransferRefused):
    code = "no_bags"
    message = _("交接单上还没有材料袋，请先扫袋上的条形码。")


class ListClosed(TransferRefused):
    code = "list_closed"
    message = _("这张交接单已经封单送出，不能再改。")


class NotOnTheWay(TransferRefused):
    code = "not_on_the_way"
    message = _("这张交接单还没有送出，或者已经接收完毕。")


class NotAtThisHall(TransferRefused):
    code = "not_at_this_hall"
    message = _("这一步只能由相应大厅的综合窗口人员操作。")
