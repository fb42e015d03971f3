"""Papers of a handover that were scanned in: opened again by a clerk of the hall it was at."""

from __future__ import annotations

from typing import Final

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.issuance.models import Batch
from portal.console.acceptance.handed_file import POLICY
from portal.console.errors import REFUSED, refusal
from portal.console.gate import hall_of
from portal.console.site import page
from portal.console.views.cases import case_of

KINDS: Final = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG", "image/png", "png"),
)
"""What a scan can be, by how it begins: its name is not kept."""


@require_safe
def kept(request: HttpRequest, number: str, sequence: int, which: str) -> HttpResponseBase:
    """``which``: the record signed on paper (``scan``), or the authorisation of whoever came
    (``proxy``). Another hall's, one that took the case in among them, and a missing one are 404.
    """
    batch = Batch.objects.filter(
        submission=case_of(request, number),
        submission__hall=hall_of(request),
        sequence=sequence,
    ).first()
    sha256 = getattr(batch, f"{which}_sha256", "")
    if not sha256:
        raise Http404
    try:
        content = storages["vault"].open(sha256)
    except REFUSED as error:
        told = refusal(error)
        context = {"title": _("文件不能打开"), "refused": told, "number": number}
        return page(request, "console/refused.html", context, status=told.status)
    start = content.read(8)
    content.seek(0)
    kind, ending = next(
        ((kind, ending) for magic, kind, ending in KINDS if start.startswith(magic)),
        ("application/octet-stream", "bin"),
    )
    name = f"{number}-{sequence}-{which}.{ending}"
    response = FileResponse(content, content_type=kind, filename=name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response
