from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.applicant import Applicant


class AgentScope(models.TextChoices):
    EVERYTHING = "everything", _("全部事项")
    APPLY = "apply", _("填报和提交申请")
    COLLECT = "collect", _("领取办理结果")


class Agent(models.Model):
    """One authorisation: a person may act for an applicant, within a scope, until a day.

    An authorisation is ended by ``revoked_at``, never deleted: what was done under it stands.
    """

    principal = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="agents", verbose_name=_("委托人")
    )
    agent = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="principals", verbose_name=_("代办人")
    )
    scope = models.CharField(
        _("委托范围"), max_length=12, choices=AgentScope.choices, default=AgentScope.EVERYTHING
    )
    valid_until = models.DateField(_("委托截止日期"), help_text=_("含当日"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("委托代办")
        verbose_name_plural = _("委托代办")
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "agent", "scope"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_standing_authorisation_per_scope",
            ),
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("agent")), name="agent_is_someone_else"
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=AgentScope.values), name="agent_scope_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} → {self.principal_id} ({self.scope})"
