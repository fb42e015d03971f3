"""What was typed or taken out and may be wanted back, for a day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedJSON


class Unsaved(models.Model):
    """``key`` is known to one browser's session only; ``content`` is sealed.

    ``typed``: posted after the session had ended, put in place once its owner is signed in again.
    ``removed``: taken out of the form, put back by the button beside the news.
    """

    class Kind(models.TextChoices):
        TYPED = "typed", _("登录过期时填写的内容")
        REMOVED = "removed", _("刚删除的内容")

    key = models.CharField(max_length=32)
    kind = models.CharField(max_length=8, choices=Kind)
    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.CASCADE, related_name="+"
    )
    path = models.CharField(max_length=200)
    content = SealedJSON()
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("暂存的内容")
        verbose_name_plural = _("暂存的内容")
        constraints = [
            models.UniqueConstraint(fields=["key", "kind", "path"], name="unsaved_once"),
        ]
        indexes = [models.Index(fields=["kept_at"], name="unsaved_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"
