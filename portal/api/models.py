"""What this door remembers: the answers to requests that may be sent again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import ApiKey


class StoredAnswer(models.Model):
    """The answer to one ``Idempotency-Key``, written in the transaction of what it answers.

    ``request`` is a keyed hash, so nothing of the request can be guessed from it; ``body`` is a
    work item's summary and holds no person's data.
    """

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="+", verbose_name=_("密钥"))
    idempotency_key = models.CharField(_("幂等键"), max_length=255)
    request = models.CharField(_("请求摘要"), max_length=64)
    status_code = models.PositiveSmallIntegerField(_("状态码"), null=True)
    etag = models.CharField(_("版本标签"), max_length=16, blank=True)
    body = models.TextField(_("内容"), blank=True)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("已存应答")
        verbose_name_plural = _("已存应答")
        constraints = [
            models.UniqueConstraint(fields=["key", "idempotency_key"], name="stored_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.created_at:%Y-%m-%d %H:%M:%S}"
