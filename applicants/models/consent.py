from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.applicant import Applicant


class Consent(models.Model):
    """One agreement to one purpose, under one text; asked for again every time (T7).

    ``purpose`` is the key under which the text was shown, ``about`` what it was given for (the
    token of a case; empty for the account itself), ``text_hash`` SHA-256 over the text in the
    language it was read in. Withdrawn ones stay: that it was given and taken back is the record.
    """

    applicant = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, related_name="consents", verbose_name=_("同意人")
    )
    purpose = models.CharField(_("目的"), max_length=64)
    about = models.CharField(_("用于"), max_length=64, blank=True, default="")
    text_hash = models.CharField(_("文本摘要"), max_length=64)
    text_version = models.CharField(_("文本版本"), max_length=40, blank=True, default="")
    sensitive = models.BooleanField(_("敏感个人信息"), default=True)
    given_at = models.DateTimeField(_("同意时间"))
    given_by = models.CharField(_("由谁"), max_length=64, help_text=_("如 applicant:12"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = models.CharField(_("由谁撤回"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("同意")
        verbose_name_plural = _("同意")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "purpose", "about"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_standing_consent_per_purpose",
            ),
            models.CheckConstraint(
                condition=models.Q(text_hash__regex=r"^[0-9a-f]{64}$"),
                name="consent_text_is_hashed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.applicant_id})"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None
