"""All components alive on one page, for those who build pages; not part of the public service."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

SWATCHES = (
    "paper", "sheet", "tint", "ink", "soft", "line", "line-strong", "wall", "gold", "red",
    "azure", "azure-tint", "pine", "pine-tint", "amber", "amber-tint", "bad", "bad-tint", "focus",
)  # fmt: skip


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    return render(request, "web/design.html", {"swatches": SWATCHES})
