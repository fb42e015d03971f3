"""Is this paper real, and does it still hold? Open to everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bundles.issuance.verification import Verification, by_number, is_issued_pdf
from portal.web.uploads import refused_uploads, too_big


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """By ``number`` and ``code`` (query of the QR link, or posted), or by a posted ``pdf``.

    200 with what is known, 404 when nothing matches: a wrong code and an unknown number look alike.
    """
    given = request.POST if request.method == "POST" else request.GET
    number, code = (given.get(key, "").replace("\0", "")[:80].strip() for key in ("number", "code"))
    context: dict[str, Any] = {"section": "verify", "number": number, "code": code}
    status = 200
    file, too_large = request.FILES.get("pdf"), refused_uploads(request)
    if too_large:
        context["problem"], status = too_big(too_large[0][1]), 422
    elif file is not None:
        found = is_issued_pdf(file)
        context |= {"found": found, "by_file": True, "failed": found is None}
    elif number or code:
        found = _looked_up(number, code)
        context |= {"found": found, "failed": found is None}
    elif request.method == "POST":
        context["problem"] = _("请填写编号和校验码，或者选择要核验的 PDF 文件。")
        status = 422
    if context.get("failed"):
        status = 404
    return render(request, "web/verify.html", context, status=status)


def _looked_up(number: str, code: str) -> Verification | None:
    return by_number(number, code) if number and code else None
