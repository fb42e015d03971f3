"""Let a machine step that failed too often run again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework import machine
from bundles.casework.selectors.queues import stalled_of_hall
from portal.accounts.actors import actor_of
from portal.console.gate import hall_of
from portal.console.pages.words import step_name


@require_POST
def retry(request: HttpRequest, step_id: int) -> HttpResponse:
    """No fields. A step that no longer stands on the hall's desk is 404: a second press too."""
    step = get_object_or_404(stalled_of_hall(hall_of(request).code), pk=step_id)
    machine.retry(step.pk, by=actor_of(request.user))
    messages.success(
        request,
        _("已请系统重新“%(step)s”，办件 %(number)s；一分钟内会有结果。")
        % {"step": step_name(step.name), "number": step.submission.number},
    )
    return redirect("admin:index")
