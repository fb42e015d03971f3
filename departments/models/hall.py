"""Where people go, and when it is open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models.division import Division


class Hall(models.Model):
    """A government service hall: any of its windows takes in any item.

    ``shelves`` is ``[{"label", "places"}]``, where results wait; ``carriers`` is ``[{"name",
    "tracking"}]``, who takes parcels and the pattern of their numbers; ``rates`` is ``[{"kind",
    "when", "what", "payer", "payee", "amount"}]``, what a case costs somebody other than its
    applicant, in yuan as a decimal string. Texts are ``{"zh", "en"}``.
    """

    code = models.SlugField(_("编号"), unique=True)
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="halls", verbose_name=_("行政区划")
    )
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=200)
    address = models.CharField(_("地址"), max_length=200)
    address_en = models.CharField(_("英文地址"), max_length=300)
    phone = models.CharField(_("电话"), max_length=30)
    shelves = models.JSONField(_("货架"), default=list)
    carriers = models.JSONField(_("承运单位"), default=list)
    rates = models.JSONField(_("政府付费标准"), default=list)

    class Meta:
        verbose_name = _("政务服务大厅")
        verbose_name_plural = _("政务服务大厅")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class OfficeHours(models.Model):
    """Office hours of one hall, or of a division and every place below it without its own."""

    division = models.OneToOneField(
        Division,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="office_hours",
        verbose_name=_("行政区划"),
    )
    hall = models.OneToOneField(
        Hall,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="office_hours",
        verbose_name=_("政务服务大厅"),
    )
    spans = models.JSONField(
        _("办公时段"),
        help_text=_('形如 [["09:00", "12:00"], ["14:30", "17:30"]]，按先后排列。'),
    )
    cut_off = models.TimeField(
        _("当日收件截止"),
        null=True,
        blank=True,
        help_text=_("不填则以最后一个时段结束为准。"),
    )

    class Meta:
        verbose_name = _("办公时间")
        verbose_name_plural = _("办公时间")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(division__isnull=True) ^ models.Q(hall__isnull=True),
                name="office_hours_of_a_division_or_a_hall",
            ),
        ]

    def __str__(self) -> str:
        return "、".join(f"{opens}–{closes}" for opens, closes in self.spans)
