"""Who paid what, so that the applicant pays nothing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SubsidyKind(models.TextChoices):
    SEAL = "seal", _("印章刻制")
    POST = "post", _("邮寄")
    TAX_DEVICE = "tax_device", _("税务设备")
    HELPER = "helper", _("帮办服务")


class Subsidy(models.Model):
    """One cost of a case that somebody else bears: what, from whom, to whom, how many yuan.

    Written down by the rates of the hall when the results change hands; a clerk confirms or
    corrects it, and the ledger keeps every correction.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="subsidies"
    )
    kind = models.CharField(_("种类"), max_length=12, choices=SubsidyKind.choices)
    what = models.CharField(_("内容"), max_length=120)
    what_en = models.CharField(_("英文内容"), max_length=200)
    payer = models.CharField(_("付款方"), max_length=100)
    payee = models.CharField(_("收款方"), max_length=100)
    amount = models.DecimalField(_("金额（元）"), max_digits=10, decimal_places=2)
    recorded_at = models.DateTimeField(_("登记时间"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    confirmed_by = models.JSONField(null=True)

    class Meta:
        verbose_name = _("政府付费")
        verbose_name_plural = _("政府付费")
        ordering: ClassVar[list[str]] = ["recorded_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["submission", "kind"], name="subsidy_once_per_kind"),
            models.CheckConstraint(name="subsidy_not_negative", condition=Q(amount__gte=0)),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["recorded_at"], name="subsidy_by_month")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
