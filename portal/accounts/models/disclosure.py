"""Who looked at a person's data in the clear, and why."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DisclosureEntry(models.Model):
    """One look behind the mask. The database refuses to change or delete it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账户"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor = models.JSONField(_("查看人"))
    subject_kind = models.CharField(_("对象"), max_length=40)
    subject_id = models.CharField(_("编号"), max_length=64)
    case_number = models.CharField(_("办件编号"), max_length=40, blank=True)
    hall = models.CharField(_("大厅"), max_length=50, blank=True)
    what = models.CharField(_("内容"), max_length=200)
    reason = models.CharField(_("理由"), max_length=500)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("查看记录")
        verbose_name_plural = _("查看记录")
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("subject_kind", "subject_id")),
            models.Index(fields=("hall", "-at"), name="disclosure_hall"),
            models.Index(fields=("user", "-at"), name="disclosure_user"),
            models.Index(
                fields=("case_number",),
                condition=~models.Q(case_number=""),
                name="disclosure_case",
            ),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="disclosure_is_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
