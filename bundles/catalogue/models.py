"""Bundles and their published versions: one row, one frozen document."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionStatus(models.TextChoices):
    PUBLISHED = "published", _("已发布")
    RETIRED = "retired", _("已停用")


class Bundle(models.Model):
    """Several service items that one event needs (一件事); what it is in a place is its version."""

    code = models.SlugField(_("代码"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("一件事")
        verbose_name_plural = _("一件事")

    def __str__(self) -> str:
        return self.code


class BundleVersion(models.Model):
    """What a bundle asks and promises in one division, frozen on the day it was published.

    Read ``document`` only through ``versions.version``, which caches it; lists defer it. Nothing
    but ``status`` may ever change: PostgreSQL refuses, because cases in flight stand on it.
    """

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="versions")
    division = models.ForeignKey("departments.Division", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("版本号"))
    status = models.CharField(
        _("状态"), max_length=16, choices=VersionStatus, default=VersionStatus.PUBLISHED
    )
    document = models.JSONField(_("版本内容"))
    sha256 = models.CharField(_("内容摘要"), max_length=64)
    published_at = models.DateTimeField(_("发布时间"))

    class Meta:
        verbose_name = _("一件事版本")
        verbose_name_plural = _("一件事版本")
        ordering = ("bundle", "division", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("bundle", "division", "number"), name="version_number_once"
            ),
            models.UniqueConstraint(
                fields=("bundle", "division"),
                condition=models.Q(status=VersionStatus.PUBLISHED),
                name="one_published_version",
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(name="frozen_version", exclude=["status"]),
            pgtrigger.Protect(name="keep_version", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.bundle_id} {self.division_id} v{self.number}"
