from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.models.applicant import Applicant
from applicants.sealing import SealedText


class AgentScope(models.TextChoices):
    EVERYTHING = "everything", _("全部事项")
    APPLY = "apply", _("填报和提交申请")
    COLLECT = "collect", _("领取办理结果")


class Limited(models.Model):
    """What an authorisation covers: a scope, and only one case or bundle when one is named.

    The case's token and the bundle's code are kept as they are: what they name is upstairs.
    """

    scope = models.CharField(
        _("委托范围"), max_length=12, choices=AgentScope.choices, default=AgentScope.EVERYTHING
    )
    only_case = models.UUIDField(_("仅限办件"), null=True, blank=True)
    only_bundle = models.CharField(_("仅限一件事"), max_length=80, blank=True, default="")
    valid_until = models.DateField(_("委托截止日期"), help_text=_("含当日"))
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def unlimited(self) -> bool:
        return self.only_case is None and not self.only_bundle


class Agent(Limited):
    """One authorisation: a person may act for an applicant, within a scope, until a day.

    An authorisation is ended by ``revoked_at``, never deleted: what was done under it stands.
    """

    principal = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="agents", verbose_name=_("委托人")
    )
    agent = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="principals", verbose_name=_("代办人")
    )
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("委托代办")
        verbose_name_plural = _("委托代办")
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "agent", "scope", "only_case", "only_bundle"],
                condition=models.Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="one_standing_authorisation_per_scope",
            ),
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("agent")), name="agent_is_someone_else"
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=AgentScope.values), name="agent_scope_known"
            ),
            models.CheckConstraint(
                condition=models.Q(only_case__isnull=True) | models.Q(only_bundle=""),
                name="agent_limited_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} → {self.principal_id} ({self.scope})"

    @property
    def stands(self) -> bool:
        return self.revoked_at is None and self.valid_until >= timezone.localdate()


class Invitation(Limited):
    """An authorisation offered by a secret link, to whoever opens it and bears the name on it.

    Of the secret only its hash is kept: the link is shown once. One person takes it, once.
    """

    principal = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("委托人")
    )
    name = SealedText(_("代办人姓名"))
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("链接有效至"))
    taken = models.OneToOneField(
        Agent, on_delete=models.CASCADE, related_name="invitation", null=True, blank=True
    )
    cancelled_at = models.DateTimeField(_("作废时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("代办邀请")
        verbose_name_plural = _("代办邀请")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=AgentScope.values), name="invitation_scope_known"
            ),
            models.CheckConstraint(
                condition=models.Q(only_case__isnull=True) | models.Q(only_bundle=""),
                name="invitation_limited_once",
            ),
        ]

    def __str__(self) -> str:
        return f"? → {self.principal_id} ({self.scope})"

    @property
    def open(self) -> bool:
        return (
            self.taken_id is None
            and self.cancelled_at is None
            and self.expires_at > timezone.now()
            and self.valid_until >= timezone.localdate()
        )
