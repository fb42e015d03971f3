"""Editions: what becomes of a bundle next, from the first word to the day it is in force.

An edition is somebody's proposal for one division: a changed text, an older version once more, or
that the bundle is no longer offered. It comes into force only when a second person has approved it.
The database refuses an approval by the author, and a word changed after it was offered.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class EditionKind(models.TextChoices):
    TEXT = "text", _("修改内容")
    AGAIN = "again", _("恢复旧版本")
    RETIRE = "retire", _("停止办理")


class EditionState(models.TextChoices):
    """Every one names who must move next: the author, a second person, the clock, nobody."""

    DRAFT = "draft", _("起草中")
    OFFERED = "offered", _("待审核")
    SCHEDULED = "scheduled", _("待定时发布")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤下")


SETTLED = (EditionState.PUBLISHED.value, EditionState.WITHDRAWN.value)


class VersionSource(models.Model):
    """The author's own words of a version: what an editor opens. The document is what counts.

    ``text`` is the bundle's YAML, ``place`` what the division decides differently (YAML as well).
    A later text that gives the very same document takes the place of the earlier one.
    """

    version = models.OneToOneField(
        "catalogue.BundleVersion", models.PROTECT, primary_key=True, related_name="source"
    )
    text = models.TextField()
    place = models.TextField(blank=True)

    class Meta:
        verbose_name = _("版本原文")
        verbose_name_plural = _("版本原文")

    def __str__(self) -> str:
        return f"{self.version_id}"


class Edition(models.Model):
    """One proposal. ``revision`` grows with every change: a page says which one it has seen.

    ``base`` is the version it was made from (``TEXT``; None: a bundle new to this division), the
    one that is to stand again, or the one to retire. ``approver`` approved it last; on a draft,
    before it came back. ``findings`` is why the clock could not publish it.
    """

    code = models.SlugField(_("代码"), max_length=64)
    division = models.ForeignKey("departments.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("种类"), max_length=10, choices=EditionKind)
    base = models.ForeignKey(
        "catalogue.BundleVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("内容"), blank=True)
    place = models.TextField(_("本地数值与选项"), blank=True)
    note = models.CharField(_("修改说明"), max_length=500, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=EditionState, default=EditionState.DRAFT
    )
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey("departments.Officer", models.PROTECT, related_name="+")
    approver = models.ForeignKey(
        "departments.Officer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    publish_at = models.DateTimeField(_("定时发布"), null=True, blank=True)
    version = models.ForeignKey(
        "catalogue.BundleVersion", models.PROTECT, null=True, blank=True, related_name="editions"
    )
    findings = models.JSONField(default=list, blank=True)
    begun_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("最近修改"), auto_now=True)

    class Meta:
        verbose_name = _("一件事修订稿")
        verbose_name_plural = _("一件事修订稿")
        ordering = ("-changed_at", "-pk")
        indexes = (
            models.Index(fields=["division", "state"], name="edition_place"),
            models.Index(
                fields=["publish_at"],
                condition=Q(state=EditionState.SCHEDULED),
                name="edition_due",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=F("author")),
                name="edition_nobody_publishes_alone",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EditionState.SCHEDULED, EditionState.PUBLISHED])
                | Q(approver__isnull=False),
                name="edition_in_force_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=EditionState.OFFERED) | Q(approver__isnull=True),
                name="edition_offered_is_not_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=EditionState.SCHEDULED) | Q(publish_at__isnull=False),
                name="edition_scheduled_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(kind=EditionKind.TEXT) | Q(base__isnull=False),
                name="edition_names_its_version",
            ),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.ReadOnly(
                name="edition_stays_whose_it_is",
                fields=["code", "division", "kind", "author", "begun_at"],
            ),
            pgtrigger.Protect(
                name="edition_offered_text_stands",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=EditionState.DRAFT.value)
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__place__df=pgtrigger.F("new__place"))
                    | pgtrigger.Q(old__base__df=pgtrigger.F("new__base"))
                ),
            ),
            pgtrigger.Protect(
                name="edition_settled_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=SETTLED),
            ),
            pgtrigger.Protect(
                name="edition_skips_nobody",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=EditionState.DRAFT.value)
                & pgtrigger.Q(
                    new__state__in=[EditionState.SCHEDULED.value, EditionState.PUBLISHED.value]
                ),
            ),
            pgtrigger.Protect(name="edition_keep", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.division_id} #{self.pk}"


class StepKind(models.TextChoices):
    BEGUN = "begun", _("开始起草")
    REBASED = "rebased", _("以新版本为基准")
    OFFERED = "offered", _("提交审核")
    TAKEN_BACK = "taken_back", _("收回修改")
    SENT_BACK = "sent_back", _("退回修改")
    SCHEDULED = "scheduled", _("审核通过，定时发布")
    APPROVED = "approved", _("审核通过，立即发布")
    PUBLISHED = "published", _("已发布")
    FAILED = "failed", _("未能发布，退回修改")
    WITHDRAWN = "withdrawn", _("撤下")


class EditionStep(models.Model):
    """One step of an edition. The database refuses to change or delete it.

    ``by`` is None for the clock. ``sha256`` is that of text and place as they stood.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=10, choices=StepKind)
    by = models.ForeignKey("departments.Officer", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    revision = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    publish_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("修订稿记录")
        verbose_name_plural = _("修订稿记录")
        ordering = ("at", "pk")
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="edition_step_is_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.kind}"
