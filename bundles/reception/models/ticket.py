"""A number, from the machine that gave it out to the clerk who is done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bundles.reception.states import TicketState


class TicketSeries(models.Model):
    """The last number of one line on one day; its row is the lock under which the next is drawn."""

    hall = models.ForeignKey("departments.Hall", models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hall", "day", "letter"], name="series_of_a_line")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.letter}{self.last:03d}"


class Ticket(models.Model):
    """One number of one day (A001). It never says whose it is.

    ``queued_at`` is the place in the line; waiting ends with ``first_called_at``; ``due_at`` is the
    time of an appointment, from which it is called before others; ``priority`` is for elders and
    people with disabilities; ``for_window`` where a clerk sent it. ``officer`` is the staff number
    of who called it.
    """

    hall = models.ForeignKey(
        "departments.Hall", models.PROTECT, related_name="+", verbose_name=_("政务服务大厅")
    )
    day = models.DateField(_("日期"))
    letter = models.CharField(_("类别"), max_length=1)
    serial = models.PositiveIntegerField(_("序号"))
    bundle_code = models.SlugField(_("一件事"), blank=True, default="")
    state = models.CharField(
        _("状态"), max_length=8, choices=TicketState.choices, default=TicketState.WAITING
    )
    priority = models.BooleanField(_("优先"), default=False)
    due_at = models.DateTimeField(_("预约时间"), null=True)
    for_window = models.ForeignKey(
        "departments.Window", models.PROTECT, related_name="+", null=True
    )
    window = models.ForeignKey(
        "departments.Window", models.PROTECT, related_name="+", null=True, verbose_name=_("窗口")
    )
    officer = models.CharField(_("工号"), max_length=30, blank=True, default="")
    submission = models.ForeignKey(
        "casework.Submission",
        models.SET_NULL,  # a draft may be discarded; the number was served all the same
        related_name="tickets",
        null=True,
        verbose_name=_("办件"),
    )
    kiosk = models.ForeignKey("reception.Kiosk", models.PROTECT, related_name="+", null=True)
    calls = models.PositiveSmallIntegerField(_("呼叫次数"), default=0)
    taken_at = models.DateTimeField(_("取号时间"))
    queued_at = models.DateTimeField(_("排队时间"))
    first_called_at = models.DateTimeField(_("首次呼叫"), null=True)
    called_at = models.DateTimeField(_("呼叫时间"), null=True)
    serving_at = models.DateTimeField(_("开始办理时间"), null=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)

    class Meta:
        verbose_name = _("排队号")
        verbose_name_plural = _("排队号")
        ordering = ["day", "letter", "serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "day", "letter", "serial"], name="ticket_number_of_a_day"
            ),
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(state__in=["called", "serving"]),
                name="ticket_one_at_a_window",
            ),
            models.CheckConstraint(
                name="ticket_at_a_window_has_one",
                condition=~Q(state__in=["called", "serving", "done"]) | Q(window__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "day", "queued_at"],
                name="ticket_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["hall", "day", "called_at"], name="ticket_called"),
            models.Index(
                fields=["officer"],
                name="ticket_of_officer",
                condition=Q(state__in=["called", "serving"]),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.letter}{self.serial:03d}"

    @property
    def standing(self) -> TicketState:
        return TicketState(self.state)


class TicketEvent(models.Model):
    """What happened to a number, in order; times of waiting and serving are counted from these."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    """A staff number, or ``kiosk:<id>``."""
    window = models.ForeignKey("departments.Window", models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["ticket", "id"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"
