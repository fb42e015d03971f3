"""Accept a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework import services
from bundles.casework.models import Submission
from portal.accounts.actors import actor_of
from portal.console.forms import seen_of
from portal.console.views.cases import done, for_case


@require_POST
@for_case
def accept(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Field: ``seen``."""
    services.accept(submission.pk, seen=seen_of(request), by=actor_of(request.user))
    return done(request, submission, _("已受理，系统正在分办到各部门，受理通知书会送达申请人。"))
