"""Take a case in hand, hand it on, put it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework import services
from bundles.casework.models import Submission
from portal.accounts.actors import actor_of
from portal.console.views.cases import done, for_case


@require_POST
@for_case
def take(request: HttpRequest, submission: Submission) -> HttpResponse:
    """No fields. From a colleague too: that is what the button says, and it is written down."""
    services.take(submission.pk, by=actor_of(request.user))
    return done(request, submission, _("已由您接手办理。"))


@require_POST
@for_case
def hand_on(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Field: ``to``, the number of another clerk of the hall."""
    to = request.POST.get("to", "").replace("\0", "")[:32]
    services.hand_on(submission.pk, to=to, by=actor_of(request.user))
    return done(request, submission, _("已移交给同事办理。"))


@require_POST
@for_case
def put_back(request: HttpRequest, submission: Submission) -> HttpResponse:
    """No fields."""
    services.put_back(submission.pk, by=actor_of(request.user))
    return done(request, submission, _("已放回待办，由同事接手。"))
