"""Is this paper real, and does it still hold? Open to everybody; nothing that comes in is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applicants.contents import FileType
from applicants.exceptions import DocumentRefused
from bundles.issuance.verification import Finding, by_code, by_file, by_number, by_payload
from bundles.papers.qr_keys import published
from portal.materials.uploads import refused_uploads, too_big
from portal.web.pace import too_fast
from portal.web.pictures import codes_in, kind_of
from portal.web.verdicts import checks, promised, told

PER_MINUTE: Final = 60
"""Look-ups from one address, ours: a bank's counter asks less, and guessing gets nowhere."""

PLACEHOLDER: Final = "EMBEDDED = None"
CHECKER: Final = Path(settings.BASE_DIR) / "static" / "verify.py"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """By ``number`` and ``code`` (in the address or posted), by a posted ``picture`` of the QR
    code, or by a posted ``pdf``.

    200 with what is known, 404 when nothing matches: a wrong code and an unknown number look alike.
    422 when nothing could be looked up.
    """
    given = request.POST if request.method == "POST" else request.GET
    number, code = (given.get(key, "").replace("\0", "")[:80].strip() for key in ("number", "code"))
    form = {"number": number, "code": code}
    too_large = refused_uploads(request)
    if too_large:
        return _page(request, form, problem=too_big(too_large[0][1]))
    file = request.FILES.get("picture") or request.FILES.get("pdf")
    if not (file or number or code):
        problem = _("请填写编号和校验码，或者选择照片或 PDF 文件。")
        return _page(request, form, problem=problem if request.method == "POST" else "")
    if too_fast(request, "verify", per_minute=PER_MINUTE):
        return render(request, "429.html", status=429)
    if file is None:
        return _page(request, form, by_number(number, code))
    return _of_file(request, file)


@require_safe
@never_cache
def code(request: HttpRequest, payload: str) -> HttpResponse:
    """What the QR code on a paper opens. Answers like ``verify``."""
    if too_fast(request, "verify", per_minute=PER_MINUTE):
        return render(request, "429.html", status=429)
    return _page(request, {}, by_payload(payload))


@require_safe
@cache_control(public=True, max_age=300)
def keys(request: HttpRequest) -> HttpResponse:
    """Every public key of the QR codes there ever was, for whoever checks without us."""
    return JsonResponse(published(), json_dumps_params={"indent": 1})


@require_safe
@cache_control(public=True, max_age=300)
def checker(request: HttpRequest) -> HttpResponse:
    """``static/verify.py`` with this portal's key list in it."""
    source = CHECKER.read_text()
    assert source.count(PLACEHOLDER) == 1
    embedded = f"EMBEDDED = {json.dumps(json.dumps(published()))}"
    answer = HttpResponse(
        source.replace(PLACEHOLDER, embedded), content_type="text/x-python; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="verify.py"'
    return answer


def _of_file(request: HttpRequest, file: IO[bytes]) -> HttpResponse:
    kind = kind_of(file)
    if kind is FileType.PDF or kind is None:
        return _page(request, {}, by_file(file), exact=True)
    try:
        codes = codes_in(file, kind)
    except DocumentRefused as refused:
        return _page(request, {}, problem=str(refused))
    if not codes:
        problem = _("照片里没有找到二维码。请靠近一些，对准二维码，光线充足再拍一张。")
        return _page(request, {}, problem=problem)
    findings = [by_code(text) for text in codes]
    return _page(request, {}, next((one for one in findings if one.ours), findings[0]))


def _page(
    request: HttpRequest,
    form: dict[str, str],
    finding: Finding | None = None,
    *,
    problem: str = "",
    exact: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {"section": "verify", "problem": problem, "exact": exact, **form}
    status = 422 if problem else 200
    if finding is not None:
        context |= {"finding": finding, "told": told(finding), "checks": checks(finding)}
        context |= {"found": finding.paper, "promised": promised(finding), "at": timezone.now()}
        status = 200 if finding.ours else 404
    return render(request, "web/verify.html", context, status=status)
