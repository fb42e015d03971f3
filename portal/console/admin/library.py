"""The library as it was loaded: to look things up, never to change them here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from bundles.catalogue import versions
from bundles.catalogue.models import BundleVersion
from departments.models import (
    Department,
    Division,
    Hall,
    Material,
    Officer,
    OfficerRole,
    Requirement,
    ServiceItem,
)
from portal.console.admin.pages import looks_up, used
from portal.console.pages.values import in_english
from portal.console.site import console


def in_language(text: Any) -> str:
    """``{"zh": …, "en": …}`` in the reader's language."""
    if not isinstance(text, dict):
        return str(text or "—")
    return str(text.get("en" if in_english() else "zh") or text.get("zh") or "—")


def listed(texts: Iterable[Any]) -> SafeString | str:
    rows = [(str(text),) for text in texts]
    return format_html_join("", "<p>{}</p>", rows) if rows else "—"


class ReadOnly(ModelAdmin):  # type: ignore[misc]
    """Those who work with it may look, nobody may change."""

    actions = None
    list_per_page = 40

    def get_urls(self) -> list[URLPattern]:
        return used(self, "changelist", "change")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return looks_up(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return looks_up(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Division, site=console)
class DivisionAdmin(ReadOnly):
    list_display = ("code", "name", "level", "parent", "statistical_only")
    list_filter = ("level", "statistical_only")
    list_select_related = ("parent",)
    search_fields = ("code", "name")


@admin.register(Hall, site=console)
class HallAdmin(ReadOnly):
    list_display = ("name", "division", "address", "phone")
    list_select_related = ("division",)
    search_fields = ("name", "address")


@admin.register(Department, site=console)
class DepartmentAdmin(ReadOnly):
    list_display = ("name", "division", "hall", "kind", "uscc")
    list_filter = ("kind", "hall")
    list_select_related = ("division", "hall")
    search_fields = ("name", "short_name", "uscc")


@admin.register(Officer, site=console)
class OfficerAdmin(ReadOnly):
    list_display = ("number", "name", "title", "department", "hall", "posts", "is_active")
    list_filter = ("hall", "is_active")
    list_select_related = ("department", "hall")
    search_fields = ("number", "name")
    fields = ("number", "name", "title", "department", "hall", "posts", "is_active")

    @admin.display(description=_("岗位"))
    def posts(self, officer: Officer) -> str:
        return "、".join(str(OfficerRole(role).label) for role in officer.roles)


class RequirementInline(TabularInline):  # type: ignore[misc]
    model = Requirement
    fields = ("material", "necessity", "form", "source", "points")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return looks_up(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Requirement]:
        rows: QuerySet[Requirement] = (
            super().get_queryset(request).select_related("material", "item")
        )
        return rows

    @admin.display(description=_("审查要点"))
    def points(self, requirement: Requirement) -> SafeString | str:
        return listed(in_language(point) for point in requirement.check_points)


@admin.register(ServiceItem, site=console)
class ServiceItemAdmin(ReadOnly):
    list_display = ("key", "name", "kind", "decided_by", "promised_words", "legal_words")
    list_filter = ("kind", "decided_by")
    list_select_related = ("decided_by",)
    search_fields = ("key", "name", "implementation_code")
    inlines = (RequirementInline,)
    fieldsets = (
        (None, {"fields": ("key", "name", "implementation_code", "kind", "exercise_level")}),
        (_("机构"), {"fields": ("accepted_by", "decided_by", "supervised_by", "made_by", "maker")}),
        (_("时限"), {"fields": ("promised_words", "legal_words", "delivery_words", "visits")}),
        (_("依据与条件"), {"fields": ("basis_words", "condition_words", "result_name")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ServiceItem]:
        rows: QuerySet[ServiceItem] = super().get_queryset(request)
        return rows.select_related("accepted_by", "decided_by", "supervised_by", "maker")

    @admin.display(description=_("承诺时限"))
    def promised_words(self, item: ServiceItem) -> str:
        return str(item.promised)

    @admin.display(description=_("法定时限"))
    def legal_words(self, item: ServiceItem) -> str:
        return str(item.legal)

    @admin.display(description=_("送达时限"))
    def delivery_words(self, item: ServiceItem) -> str:
        return str(item.delivery)

    @admin.display(description=_("设定依据"))
    def basis_words(self, item: ServiceItem) -> SafeString | str:
        return listed(_basis(one) for one in item.basis)

    @admin.display(description=_("受理条件"))
    def condition_words(self, item: ServiceItem) -> SafeString | str:
        return listed(in_language(one) for one in item.conditions)

    @admin.display(description=_("办理结果"))
    def result_name(self, item: ServiceItem) -> str:
        return in_language(item.result.get("name"))


def _basis(one: Any) -> str:
    """A law, its article and what it says."""
    if isinstance(one, dict) and "law" in one:
        parts = (in_language(one.get(key)) for key in ("law", "article", "text"))
        return " ".join(part for part in parts if part != "—")
    return in_language(one)


@admin.register(Material, site=console)
class MaterialAdmin(ReadOnly):
    list_display = ("code", "name", "kind")
    list_filter = ("kind",)
    search_fields = ("code", "name")


@admin.register(BundleVersion, site=console)
class BundleVersionAdmin(ReadOnly):
    """What is published: the frozen document is read through its one reader."""

    list_display = ("name", "place", "number", "status", "published_at")
    list_filter = ("status", "division")
    fields = (
        "name",
        "place",
        "number",
        "status",
        "published_at",
        "items",
        "materials",
        "sha256",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[BundleVersion]:
        rows: QuerySet[BundleVersion] = super().get_queryset(request)
        return rows.select_related("bundle", "division").defer("document")

    @admin.display(description=_("一件事"))
    def name(self, row: BundleVersion) -> str:
        return str(versions.version(row.pk).name)

    @admin.display(description=_("行政区划"), ordering="division")
    def place(self, row: BundleVersion) -> str:
        return str(row.division.name)

    @admin.display(description=_("事项"))
    def items(self, row: BundleVersion) -> SafeString | str:
        found = versions.version(row.pk).items
        return listed(f"{item.key} {item.name} · {item.department.name}" for item in found)

    @admin.display(description=_("材料"))
    def materials(self, row: BundleVersion) -> SafeString | str:
        found = versions.version(row.pk).materials
        return listed(f"{material.key} {material.name}" for material in found)
