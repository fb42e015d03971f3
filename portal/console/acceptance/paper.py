"""Look at a paper of the case, to print it at the window."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from bundles.papers.models import Paper
from portal.console.views.cases import case_of


@require_safe
def paper(request: HttpRequest, number: str, paper: int) -> HttpResponseBase:
    """One receipt, notice, decision or result; a result only once it is issued."""
    found = (
        Paper.objects.filter(submission=case_of(request, number), pk=paper)
        .exclude(certificate__isnull=False, certificate__issued_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404
    response = FileResponse(found.open(), content_type="application/pdf", filename=found.file_name)
    response["Cache-Control"] = "private, no-store"
    return response
