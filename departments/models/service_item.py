"""One thing one department decides, registers, files or provides (GB/T 39554.2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models.department import Department
from departments.models.fields import LimitField


class ItemKind(models.TextChoices):
    """What an item is in law. Vendors disagree on code values, so these are words."""

    LICENCE = "licence", _("行政许可")
    REGISTRATION = "registration", _("行政登记")
    CONFIRMATION = "confirmation", _("行政确认")
    FILING = "filing", _("备案")
    PUBLIC_SERVICE = "public_service", _("公共服务")
    OTHER = "other", _("其他行政权力")


class ExerciseLevel(models.IntegerChoices):
    COUNTRY = 1, _("国家级")
    REGION = 2, _("省级")
    LEAGUE = 3, _("盟市级")
    BANNER = 4, _("旗县级")
    TOWNSHIP = 5, _("苏木乡镇级")
    VILLAGE = 6, _("嘎查村级")


class Handling(models.TextChoices):
    ON_THE_SPOT = "on_the_spot", _("即办件")
    PROMISED = "promised", _("承诺件")


class MadeBy(models.TextChoices):
    """Who produces the result that is handed over."""

    PORTAL = "portal", _("平台制证")
    DEPARTMENT = "department", _("部门制证")
    PROVIDER = "provider", _("服务提供方制作")


class ServiceItem(models.Model):
    """An item as one department in one place exercises it.

    Every text is kept as ``{"zh": …, "en": …}``; the shapes of the JSON columns are those of
    ``ItemDocument``. ``result_schema`` is the JSON Schema (draft 2020-12) of the data a decision
    hands to the items that need it.
    """

    key = models.CharField(_("事项"), max_length=10)
    base_code = models.CharField(_("基本编码"), max_length=12)
    implementation_code = models.CharField(_("实施编码"), max_length=31, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=200)
    kind = models.CharField(_("事项类型"), max_length=20, choices=ItemKind)
    exercise_level = models.PositiveSmallIntegerField(_("行使层级"), choices=ExerciseLevel)
    service_object = models.JSONField(_("服务对象"))
    handling = models.CharField(_("办件类型"), max_length=20, choices=Handling)

    accepted_by = models.ForeignKey(
        Department, models.PROTECT, related_name="accepts", verbose_name=_("受理机构")
    )
    decided_by = models.ForeignKey(
        Department, models.PROTECT, related_name="decides", verbose_name=_("决定机构")
    )
    supervised_by = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="supervises",
        verbose_name=_("监管机构"),
    )
    made_by = models.CharField(_("结果由谁制作"), max_length=20, choices=MadeBy)
    maker = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="makes",
        verbose_name=_("制作单位"),
    )

    legal = LimitField(_("法定时限"))
    promised = LimitField(_("承诺时限"))
    delivery = LimitField(_("送达时限"))
    extension = LimitField(_("可延长时限"), null=True, blank=True)
    limit_source = models.JSONField(_("时限依据"))
    deemed_acceptance = models.BooleanField(_("逾期不告知视为受理"), default=False)

    pre_check = LimitField(
        _("受理前部门预审时限"),
        null=True,
        blank=True,
        help_text=_("部门自行受理的事项填写；留空表示由综合窗口直接受理。"),
    )

    commitment = models.JSONField(
        _("告知承诺"),
        null=True,
        blank=True,
        help_text=_("按承诺办理的时限、事后核查和违诺后果；留空表示不适用告知承诺。"),
    )

    basis = models.JSONField(_("设定依据"))
    conditions = models.JSONField(_("受理条件"))
    fee = models.JSONField(_("收费"), null=True, blank=True, help_text=_("不收费的留空。"))
    cost = models.JSONField(_("成本与承担方"), default=list, blank=True)
    result = models.JSONField(_("办理结果"))
    result_schema = models.JSONField(_("结果数据结构"))
    form_check_points = models.JSONField(_("表单审查要点"), default=list, blank=True)
    duties = models.JSONField(_("办结后须做的事"), default=list, blank=True)
    visits = models.PositiveSmallIntegerField(_("到现场次数"), default=0)
    nationwide = models.BooleanField(_("全国通办"), default=False)

    class Meta:
        verbose_name = _("政务服务事项")
        verbose_name_plural = _("政务服务事项")
        ordering = ["key", "implementation_code"]
        constraints = [
            models.UniqueConstraint(fields=["key", "decided_by"], name="item_once_per_department"),
            models.CheckConstraint(
                condition=models.Q(implementation_code__regex=r"^[0-9A-Z]{31}$"),
                name="item_implementation_code_31",
            ),
            models.CheckConstraint(
                condition=models.Q(made_by=MadeBy.PROVIDER, maker__isnull=False)
                | ~models.Q(made_by=MadeBy.PROVIDER),
                name="item_made_by_provider_names_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"
