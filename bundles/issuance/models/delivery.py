"""How the applicant wants the results."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedJSON


class Way(models.TextChoices):
    WINDOW = "window", _("到窗口领取")
    POST = "post", _("邮寄")


class Delivery(models.Model):
    """How the applicant wants the results, once they have said so after filing.

    ``to`` is ``{"recipient", "phone", "region", "address"}`` for the post, else empty. Before that,
    the answers of the form say it: ``delivery.chosen`` reads both.
    """

    submission = models.OneToOneField(
        "casework.Submission", on_delete=models.PROTECT, related_name="delivery"
    )
    way = models.CharField(_("领取方式"), max_length=8, choices=Way.choices)
    to = SealedJSON(_("收件人和地址"), default=dict)
    chosen_at = models.DateTimeField(_("选择时间"))
    chosen_by = models.JSONField()

    class Meta:
        verbose_name = _("领取方式")
        verbose_name_plural = _("领取方式")

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.way}"
