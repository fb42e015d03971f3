"""A time at which somebody will come."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bundles.reception.states import AppointmentState


class Appointment(models.Model):
    """Half an hour at a hall for one bundle; ``code`` is the number they check in with."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    hall = models.ForeignKey(
        "departments.Hall", models.PROTECT, related_name="+", verbose_name=_("政务服务大厅")
    )
    applicant = models.ForeignKey(
        "applicants.Applicant", models.CASCADE, related_name="+", verbose_name=_("申请人")
    )
    bundle_code = models.SlugField(_("一件事"))
    day = models.DateField(_("日期"))
    begins_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    code = models.CharField(_("预约号"), max_length=6)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=AppointmentState.choices,
        default=AppointmentState.BOOKED,
    )
    ticket = models.OneToOneField(
        "reception.Ticket", models.SET_NULL, related_name="appointment", null=True
    )
    booked_at = models.DateTimeField(_("预约时间"))
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)

    class Meta:
        verbose_name = _("预约")
        verbose_name_plural = _("预约")
        ordering = ["begins_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "day", "code"], name="appointment_code_of_a_day"
            ),
            models.CheckConstraint(
                name="appointment_booked_has_no_number",
                condition=~Q(state="booked") | Q(ticket__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "begins_at"], name="appointment_of_hall"),
            models.Index(fields=["applicant", "-begins_at"], name="appointment_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.code}"

    @property
    def is_booked(self) -> bool:
        return self.state == AppointmentState.BOOKED
