"""The papers of a case as they were handed out."""

from __future__ import annotations

from typing import IO, ClassVar

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from bundles.papers.kinds import PaperKind


class Paper(models.Model):
    """One signed PDF, stored once in the vault under ``sha256``.

    ``digest`` is of what it says (``payload.digest_of``); its QR code carries the same.

    ``subject`` names what it is about within its kind (``filing:12``); one paper per kind and
    subject, for ever.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="papers"
    )
    work_item = models.ForeignKey(
        "casework.WorkItem", on_delete=models.PROTECT, related_name="papers", null=True
    )
    kind = models.CharField(_("种类"), max_length=32, choices=PaperKind.choices)
    subject = models.CharField(_("对象"), max_length=64)
    number = models.CharField(_("文书编号"), max_length=80)
    sha256 = models.CharField(max_length=64)
    digest = models.CharField(_("内容摘要"), max_length=16)
    size = models.PositiveIntegerField(_("字节数"))
    signed = models.BooleanField(_("已签名"), default=True)
    created_at = models.DateTimeField(_("制作时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "subject"], name="paper_once_per_subject")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sha256"], name="paper_sha256")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def open(self) -> IO[bytes]:
        """The signed PDF, decrypted while it is read."""
        return storages["vault"].open(self.sha256)

    @property
    def file_name(self) -> str:
        """What to call it when a person saves it."""
        return f"{self.number}.pdf"
