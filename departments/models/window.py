"""The hall's floor: its windows, the lines people stand in, and who sits where when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from departments.models.hall import Hall
from departments.models.officer import Officer


class Window(models.Model):
    """One window (窗口); ``label`` is what stands over it: ``3``, not “window 3”.

    ``bundles`` are the codes of what it serves; empty is everything, also lines without a bundle.
    """

    hall = models.ForeignKey(
        Hall, models.PROTECT, related_name="windows", verbose_name=_("政务服务大厅")
    )
    label = models.CharField(_("窗口号"), max_length=8)
    bundles = ArrayField(
        models.SlugField(), default=list, blank=True, verbose_name=_("办理的一件事")
    )
    is_open = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("窗口")
        verbose_name_plural = _("窗口")
        ordering = ["hall", "label"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "label"], name="window_label_in_its_hall")
        ]

    def __str__(self) -> str:
        return self.label


class TicketLine(models.Model):
    """One line of numbers: ``letter`` begins them (A001), ``bundles`` are what it is for.

    Without bundles it is for what any window does that takes everything: results, questions.
    """

    hall = models.ForeignKey(
        Hall, models.PROTECT, related_name="ticket_lines", verbose_name=_("政务服务大厅")
    )
    letter = models.CharField(_("字母"), max_length=1)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80)
    bundles = ArrayField(models.SlugField(), default=list, blank=True, verbose_name=_("一件事"))

    class Meta:
        verbose_name = _("排队类别")
        verbose_name_plural = _("排队类别")
        ordering = ["hall", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "letter"], name="line_letter_in_its_hall")
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class VisitRules(models.Model):
    """How a hall keeps appointments and calls numbers; a hall without a row keeps the defaults.

    All of it is **local**: every hall sets its own.
    """

    hall = models.OneToOneField(
        Hall, models.CASCADE, related_name="visit_rules", verbose_name=_("政务服务大厅")
    )
    slot_minutes = models.PositiveSmallIntegerField(_("每个预约时段（分钟）"), default=30)
    per_window = models.PositiveSmallIntegerField(_("每个窗口每时段可约"), default=1)
    days_ahead = models.PositiveSmallIntegerField(_("可提前预约（工作日）"), default=10)
    early_minutes = models.PositiveSmallIntegerField(_("可提前签到（分钟）"), default=30)
    late_minutes = models.PositiveSmallIntegerField(_("过号保留（分钟）"), default=15)
    missed_allowed = models.PositiveSmallIntegerField(_("允许爽约次数"), default=2)
    missed_within_days = models.PositiveSmallIntegerField(_("爽约统计天数"), default=90)
    pause_days = models.PositiveSmallIntegerField(_("爽约后停约天数"), default=30)
    calls = models.PositiveSmallIntegerField(_("呼叫几次算过号"), default=3)
    tickets_per_minute = models.PositiveSmallIntegerField(_("每台取号机每分钟出号"), default=12)

    class Meta:
        verbose_name = _("排队与预约规则")
        verbose_name_plural = _("排队与预约规则")
        constraints = [
            models.CheckConstraint(
                name="visit_slot_has_length", condition=Q(slot_minutes__range=(10, 240))
            )
        ]

    def __str__(self) -> str:
        return str(self.hall_id)


def _one(column: str) -> Func:
    """A number as the range of itself: ranges overlap in an index without any extension."""
    return Func(
        F(column), F(column), Value("[]"), function="int8range", output_field=models.TextField()
    )


_TIME = Func(F("begins_at"), F("ends_at"), function="tstzrange", output_field=DateTimeRangeField())


class Shift(models.Model):
    """An officer at a window for a while; one officer at one window, one window for one officer.

    ``planned`` is false for who sat down at a free window of their own accord.
    """

    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="shifts", verbose_name=_("工作人员")
    )
    window = models.ForeignKey(
        Window, models.PROTECT, related_name="shifts", verbose_name=_("窗口")
    )
    begins_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    planned = models.BooleanField(_("排班"), default=True)

    class Meta:
        verbose_name = _("值班")
        verbose_name_plural = _("值班")
        ordering = ["begins_at", "window"]
        constraints = [
            models.CheckConstraint(
                name="shift_begins_before_it_ends", condition=Q(ends_at__gt=F("begins_at"))
            ),
            ExclusionConstraint(
                name="shift_one_window_at_a_time",
                expressions=[
                    (_one("officer"), RangeOperators.OVERLAPS),
                    (_TIME, RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="shift_one_officer_at_a_window",
                expressions=[
                    (_one("window"), RangeOperators.OVERLAPS),
                    (_TIME, RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["window", "ends_at"], name="shift_at_window")]

    def __str__(self) -> str:
        return f"{self.officer_id} @ {self.window_id}"
