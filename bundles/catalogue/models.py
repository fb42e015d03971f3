"""Bundles and their published versions: one row, one frozen document."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from bundles.catalogue.edition import Edition, EditionStep, VersionSource

__all__ = [
    "Bundle",
    "BundleVersion",
    "Edition",
    "EditionStep",
    "EntryKind",
    "SearchEntry",
    "VersionSource",
    "VersionStatus",
]


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


class EntryKind(models.TextChoices):
    BUNDLE = "bundle", _("一件事")
    ITEM = "item", _("事项")
    DEPARTMENT = "department", _("部门")


class SearchEntry(models.Model):
    """One thing that can be found: in one place or, without ``division``, wherever it is offered.

    Rows are made by ``finding.index`` and hold nothing that is not elsewhere. ``group`` is what the
    same thing has in common in all places (bundle code, base code, short name of a department) and
    is its address without a place; ``places`` are the divisions that offer it and all above them.
    """

    kind = models.CharField(max_length=10, choices=EntryKind)
    rank = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=100)
    code = models.CharField(max_length=100)
    division = models.ForeignKey(
        "departments.Division", models.CASCADE, null=True, related_name="+"
    )
    places = ArrayField(models.CharField(max_length=12))
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    department = models.CharField(max_length=100, blank=True)
    department_en = models.CharField(max_length=200, blank=True)
    department_code = models.CharField(max_length=50, blank=True)
    events = ArrayField(models.CharField(max_length=40), default=list)
    words = SearchVectorField()

    class Meta:
        verbose_name = _("搜索条目")
        verbose_name_plural = _("搜索条目")
        indexes = (
            GinIndex(fields=["words"], name="search_words", fastupdate=False),
            models.Index(fields=["division", "kind"], name="search_place"),
        )

    def __str__(self) -> str:
        return f"{self.group} {self.name}"
