from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.applicant import Applicant
from applicants.sealing import SealedText


class ScanState(models.TextChoices):
    """What the virus scanner said; 'waiting' is a state of its own, not a failure."""

    WAITING = "waiting", _("等待安全检查")
    CLEAN = "clean", _("安全检查通过")
    REFUSED = "refused", _("安全检查未通过")


class Document(models.Model):
    """A file its owner keeps here; the bytes lie sealed in the vault under their SHA-256.

    The name is sealed like the bytes: people call their files by their names and numbers.
    """

    owner = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="documents", verbose_name=_("所有人")
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    name = SealedText(_("文件名"))
    media_type = models.CharField(_("文件类型"), max_length=40)
    size = models.PositiveIntegerField(_("大小"), help_text=_("字节"))
    pages = models.PositiveIntegerField(_("页数"), null=True, blank=True)
    scan_state = models.CharField(
        _("安全检查"), max_length=8, choices=ScanState.choices, default=ScanState.WAITING
    )
    stored_by = models.CharField(
        _("上传人"), max_length=64, help_text=_("当事人或代办人，如 agent:12")
    )
    created_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
        constraints = [
            models.UniqueConstraint(fields=["owner", "sha256"], name="one_document_per_content"),
            models.CheckConstraint(
                condition=models.Q(scan_state__in=ScanState.values), name="document_scan_known"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="document_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    @property
    def address(self) -> str:
        """Where the vault keeps the bytes."""
        return address(self.sha256)


def address(sha256: str) -> str:
    """Return where the vault keeps a content: ``ab/cd/<sha256>``."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
