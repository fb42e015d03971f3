"""What the hall's floor can be refused, each with a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

    from bundles.reception.models import Ticket


class ReceptionError(Exception):
    """The base; ``str()`` is a sentence for the person."""

    code: ClassVar[str] = "reception_error"
    message: ClassVar[str | Promise] = _("操作未完成，请稍后再试。")

    def __str__(self) -> str:
        return str(self.message)


class NoSuchTicket(ReceptionError):
    """None of this hall and today."""

    code = "no_such_ticket"
    message = _("本大厅今天没有这个号。")


class NoSuchLine(ReceptionError):
    code = "no_such_line"
    message = _("本大厅没有这一类号，请重新选择。")


class TicketMoved(ReceptionError):
    """The table has no such move any more: somebody was faster, or the button was pressed twice."""

    code = "ticket_moved"
    message = _("这个号的状态已经变了，请看最新情况再操作。")


class TicketOfAnother(ReceptionError):
    code = "ticket_of_another"
    message = _("这个号是别的窗口叫的，请由那个窗口操作。")


class NotAtWindow(ReceptionError):
    code = "not_at_window"
    message = _("您还没有在窗口就座。请先选择窗口。")


class WindowBusy(ReceptionError):
    """The window has a number already; it is the answer to a double click, too."""

    code = "window_busy"
    message = _("您窗口还有一个号没有办完。办完或过号之后再叫下一位。")

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(ticket.number)
        self.ticket = ticket


class NobodyWaits(ReceptionError):
    code = "nobody_waits"
    message = _("现在没有人在等您的窗口。")


class CallAgain(ReceptionError):
    code = "call_again"
    message = _("还没有叫够次数，请再叫一次。")


class TooManyTickets(ReceptionError):
    code = "too_many_tickets"
    message = _("取号太快了，请稍等一分钟再取。")


class NoSuchKiosk(ReceptionError):
    code = "no_such_kiosk"
    message = _("这台机器没有登记，或者已经停用。请联系大厅工作人员。")


class NotBookable(ReceptionError):
    """A bundle the hall does not take in, or a time that is no slot (any more)."""

    code = "not_bookable"
    message = _("这个时间不能预约，请另选一个。")


class SlotFull(ReceptionError):
    code = "slot_full"
    message = _("这个时段刚刚约满了，请另选一个。")


class BookedAlready(ReceptionError):
    code = "booked_already"
    message = _("您在这个大厅已经约了同一件事。要改时间，请先取消原来的预约。")


class BookingPaused(ReceptionError):
    """Missed too often; ``until`` is the last day without booking. Coming in stays open."""

    code = "booking_paused"
    message = _("您有几次约了没有来，暂时不能网上预约。您可以直接到大厅取号办理。")

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until


class NoSuchAppointment(ReceptionError):
    code = "no_such_appointment"
    message = _("今天没有这个预约号，请核对后再输入，也可以直接取号。")


class AppointmentOver(ReceptionError):
    """Arrived or cancelled already."""

    code = "appointment_over"
    message = _("这个预约已经签到或取消了。")


class TooEarly(ReceptionError):
    code = "too_early"
    message = _("离预约时间还早，请到时间再签到；也可以现在直接取号。")
