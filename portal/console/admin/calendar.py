"""Working days as data: heads of halls keep them, everybody sees them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from departments.models import CalendarDay, CalendarYear
from departments.selectors import forget
from portal.console.admin.pages import keeps_calendar, looks_up, used
from portal.console.site import console


class CalendarAdmin(ModelAdmin):  # type: ignore[misc]
    """Changing a row makes every later due date count with it."""

    actions = None

    def get_urls(self) -> list[URLPattern]:
        return used(self, "changelist", written=("add", "change", "delete"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return looks_up(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return looks_up(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return keeps_calendar(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeps_calendar(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeps_calendar(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        forget()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        forget()


@admin.register(CalendarDay, site=console)
class CalendarDayAdmin(CalendarAdmin):
    list_display = ("date", "weekday", "name", "kind")
    list_filter = ("is_workday",)
    search_fields = ("name",)
    date_hierarchy = "date"
    ordering = ("-date",)
    list_per_page = 40

    @admin.display(description=_("星期"))
    def weekday(self, day: CalendarDay) -> str:
        return date_format(day.date, "l")

    @admin.display(description=_("安排"), ordering="is_workday")
    def kind(self, day: CalendarDay) -> str:
        return str(_("上班") if day.is_workday else _("放假"))


@admin.register(CalendarYear, site=console)
class CalendarYearAdmin(CalendarAdmin):
    list_display = ("year", "published")
    ordering = ("-year",)
