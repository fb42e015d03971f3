from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.applicant import Applicant


class Proof(models.TextChoices):
    """Why we believe that a person may act for an organisation."""

    DECLARED = "declared", _("本人申报")
    LICENCE = "licence", _("与本平台核发的营业执照一致")
    SEEN = "seen", _("窗口核对")


class Membership(models.Model):
    """A person who is an organisation's legal representative and so acts for it without an agent's
    authorisation.

    A declared one reaches only what was filed under the same declaration: a declared organisation
    is a row of its own for each who declares it. Ended, never deleted, while cases name it.
    """

    person = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("本人")
    )
    organisation = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="members", verbose_name=_("单位")
    )
    proof = models.CharField(
        _("核实方式"), max_length=10, choices=Proof.choices, default=Proof.DECLARED
    )
    since = models.DateTimeField(_("登记时间"), auto_now_add=True)
    ended_at = models.DateTimeField(_("解除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("单位法定代表人")
        verbose_name_plural = _("单位法定代表人")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(ended_at__isnull=True),
                name="one_standing_membership",
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("organisation")),
                name="organisation_is_someone_else",
            ),
            models.CheckConstraint(
                condition=models.Q(proof__in=Proof.values), name="membership_proof_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation_id} ({self.proof})"
