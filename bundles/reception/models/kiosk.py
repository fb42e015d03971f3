"""A machine in the hall that gives out numbers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kiosk(models.Model):
    """Only a machine that holds the secret gives out numbers; the secret itself is not kept.

    ``paired_at`` is when the link that carries it was used: it works once.
    """

    hall = models.ForeignKey(
        "departments.Hall", models.PROTECT, related_name="+", verbose_name=_("政务服务大厅")
    )
    label = models.CharField(_("名称"), max_length=20)
    pairing = models.CharField(max_length=64, unique=True, null=True)
    secret = models.CharField(max_length=64, unique=True, null=True)
    registered_by = models.CharField(_("登记人"), max_length=30)
    registered_at = models.DateTimeField(_("登记时间"))
    paired_at = models.DateTimeField(_("启用时间"), null=True)
    revoked_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        verbose_name = _("取号机")
        verbose_name_plural = _("取号机")
        ordering = ["hall", "label"]

    def __str__(self) -> str:
        return self.label
