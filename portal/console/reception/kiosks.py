"""The machines of the hall: a link that makes a tablet one of them, and a way to stop it."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bundles.papers.barcodes import qr_on_screen
from bundles.reception import services
from bundles.reception.models import Kiosk
from departments.models import Officer
from portal.console.gate import hall_of
from portal.console.reception.verbs import acting
from portal.console.site import page


@require_http_methods(["GET", "HEAD", "POST"])
def kiosks(request: HttpRequest) -> HttpResponseBase:
    """Post registers one (``label``) and shows its link: now, and never again."""
    hall = hall_of(request)
    context = {
        "title": _("取号机与叫号屏"),
        "content_title": _("取号机与叫号屏"),
        "hall": hall,
        "display": request.build_absolute_uri(reverse("web:display", args=[hall.code])),
    }
    if request.method == "POST":
        label = request.POST.get("label", "").replace("\0", "").strip()[:20] or _("取号机")
        registered, word = services.register_kiosk(hall, label, by=acting(request))
        link = request.build_absolute_uri(reverse("web:kiosk-pair", args=[word]))
        context |= {"registered": registered, "link": link, "code": _picture(link)}
    officer = Officer.objects.filter(number=OuterRef("registered_by")).values("name")[:1]
    machines = (
        Kiosk.objects.filter(hall=hall, revoked_at__isnull=True)
        .annotate(officer=Subquery(officer))
        .order_by("label", "pk")
    )
    return page(request, "console/reception/kiosks.html", {**context, "kiosks": machines})


@require_POST
def stop(request: HttpRequest, kiosk: int) -> HttpResponseBase:
    services.revoke_kiosk(kiosk, hall=hall_of(request))
    return redirect("admin:reception_kiosks")


def _picture(text: str) -> str:
    """A QR code as SVG, black on white whatever the page looks like."""
    return mark_safe(qr_on_screen(text))  # noqa: S308 — drawn here, from an address of ours
