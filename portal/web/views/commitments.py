"""Taking a promise back before the decision: the item then goes the ordinary way."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bundles.casework import services
from bundles.casework.commitment_exceptions import NotByCommitment
from portal.form.pages import opened
from portal.web.people import acting, for_applicants, own_case
from portal.web.promised import to_withdraw


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def withdraw_commitment(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """A page that says what that means, and its button. Nothing to take back: the case."""
    work = opened(own_case(request, token))
    line = to_withdraw(work, key)
    if line is None:
        return redirect("web:case", token=token)
    if request.method == "POST":
        try:
            services.withdraw_commitment(
                work.submission.pk, key=key, by=acting(request, work.submission)
            )
        except NotByCommitment as refused:  # decided a moment ago
            messages.error(request, str(refused))
        else:
            messages.success(request, _("已撤回承诺，这个事项改按一般程序办理。"))
        return redirect("web:case", token=token)
    context = {"section": "cases", "case": work.submission, "work": work, "line": line}
    return render(request, "web/withdraw_commitment.html", context)
