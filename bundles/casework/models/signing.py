"""Who confirms an application before it is filed: a round, its requests, the signatures given."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applicants.models import IdentityLevel
from applicants.sealing import Fingerprint, SealedJSON, SealedText


class RoundEnding(models.TextChoices):
    FILED = "filed", _("已提交")
    CHANGED = "changed", _("内容已改动")
    CALLED_OFF = "called_off", _("申请人已停止")
    DENIED = "denied", _("有人表示不是本人")


class SigningMethod(models.TextChoices):
    OWN_SESSION = "own_session", _("本人登录后签字")
    LINK = "link", _("本人凭链接签字")
    BESIDE = "beside", _("在窗口用自己的手机签字")
    COUNTER = "counter", _("窗口当面签字")


class SigningRound(models.Model):
    """One text put before everybody who signs it; at most one stands at a time.

    ``content`` is what was reviewed, frozen as a filing freezes it; ``agreed`` the keys of the
    consents and promises that the applicant ticked for exactly this text.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="signing_rounds"
    )
    review_hash = models.CharField(max_length=64)
    content = SealedJSON()
    agreed = models.JSONField(default=list)
    asked_by = models.JSONField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, choices=RoundEnding.choices, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(ended_at__isnull=True),
                name="signing_one_round_stands",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="signing_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.review_hash[:8]}"


class SignatureRequest(models.Model):
    """What one person is asked to sign, and the link they were given.

    Person and roles never change. ``roles`` is ``[{"key", "on_behalf_of"}, …]``; ``text_hash`` is
    what gets signed; ``covered_hash`` fingerprints the part of the application that the
    statements are about. The link's secret is sealed, so the applicant can show it again; only its
    hash is looked up.
    """

    round = models.ForeignKey(SigningRound, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField()
    name = SealedText()
    id_number = SealedText()
    id_fingerprint = Fingerprint(of="id_number")
    phone = SealedText(blank=True, default="")
    roles = SealedJSON()
    text_hash = models.CharField(max_length=64)
    covered_hash = models.CharField(max_length=64)

    secret = SealedText()
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    declined_at = models.DateTimeField(null=True)
    declined_reason = SealedText(blank=True, default="")
    denied = models.BooleanField(default=False)
    """Whoever holds the link says that they are not the person named."""

    class Meta:
        ordering = ["round_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="signing_number"),
            models.CheckConstraint(
                condition=Q(denied=False) | Q(declined_at__isnull=False),
                name="signing_denied_is_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}#{self.number}"

    @property
    def is_signed(self) -> bool:
        return hasattr(self, "signature")


class Signature(models.Model):
    """One person's signature: append-only, without personal data of its own.

    The person and their roles stand in the request. ``token`` is what the signature service gave:
    its name, algorithm, key and value.
    """

    request = models.OneToOneField(
        SignatureRequest, on_delete=models.PROTECT, related_name="signature"
    )
    text_hash = models.CharField(max_length=64)
    level = models.CharField(max_length=10, choices=IdentityLevel.choices)
    method = models.CharField(max_length=12, choices=SigningMethod.choices)
    by = models.JSONField()
    signed_at = models.DateTimeField()
    algorithm = models.CharField(max_length=24)
    token = models.JSONField()

    class Meta:
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(
                name="signature_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.text_hash[:8]}"
