"""What registers are asked for a case, and the book of every call."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applicants.sealing import Fingerprint, SealedJSON, SealedText


class LookupOutcome(models.TextChoices):
    WAITING = "waiting", _("正在查询")
    FOUND = "found", _("已查到")
    NOT_FOUND = "not_found", _("没有查到")
    DOWN = "down", _("暂时查不了")


class Lookup(models.Model):
    """One question to a register about one material of one case; at most one of them stands.

    ``subject`` is the canonical JSON of what is looked for, empty where the applicant left its
    fields empty: then nobody is asked. ``frozen_at`` is the filing after which no late answer
    changes it (T8).
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="lookups"
    )
    material_key = models.CharField(max_length=16)
    register = models.CharField(max_length=40)
    subject = SealedText(blank=True, default="")
    subject_hash = Fingerprint(of="subject", purpose="register_subject")
    items = models.JSONField(default=list)
    """The keys of the items that need it: the purpose."""

    asked_by = models.JSONField()
    asked_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField(null=True)
    outcome = models.CharField(
        max_length=10, choices=LookupOutcome.choices, default=LookupOutcome.WAITING
    )
    facts = SealedJSON(default=list)
    """What the register said: ``[[label, value], …]``."""

    handed = models.OneToOneField(
        "casework.HandedMaterial", on_delete=models.SET_NULL, null=True, related_name="lookup"
    )
    """The document it gave, put to the material like one handed in."""

    frozen_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "material_key"],
                condition=Q(superseded_at__isnull=True),
                name="lookup_one_stands",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="lookup_open",
                condition=Q(
                    superseded_at__isnull=True,
                    frozen_at__isnull=True,
                    outcome__in=["waiting", "down"],
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.material_key} {self.outcome}"


class RegisterCall(models.Model):
    """One call of a register as it happened: append-only, without personal data.

    It outlives a draft that is deleted: rows name the case by its token and the applicant by their
    key only. The purpose is the bundle's version, the material and the ``items`` that need it.
    """

    case = models.UUIDField(db_index=True)
    applicant = models.BigIntegerField(db_index=True)
    hall = models.CharField(max_length=50)
    version = models.ForeignKey("catalogue.BundleVersion", models.PROTECT, related_name="+")
    material_key = models.CharField(max_length=16)
    items = models.JSONField()
    register = models.CharField(max_length=40)
    subject_hash = models.CharField(max_length=64)
    asked_by = models.JSONField()
    asked_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=LookupOutcome.choices)
    problem = models.CharField(max_length=40, blank=True, default="")
    """What ailed the register, as a code."""

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["hall", "-asked_at"], name="register_call_hall"),
            models.Index(fields=["register", "-id"], name="register_call_register"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="register_call_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.outcome} {self.took_ms} ms"
