"""Beginning a case from the page of its bundle."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bundles.casework import services
from bundles.casework.models import Submission
from bundles.catalogue import versions
from departments.models import Hall
from portal.web.people import acting_for, applicant_of, chosen_applicant, for_applicants


@require_http_methods(["GET", "POST"])
@for_applicants
def start(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """Post: ``token`` (made with the page: the same one twice is one draft), ``hall`` (its code),
    ``applicant`` (in whose name, of ``may_start_for``; one's own when it is missing).

    Who comes here from signing in is led back to the page with the button.
    """
    if request.method == "GET":
        return redirect("web:bundle", division=division, code=code)
    return redirect("web:tasks", token=begun(request, division, code).token)


def begun(request: HttpRequest, division: str, code: str) -> Submission:
    """The draft that was posted for, new or the same again. 404 where it cannot be begun."""
    version = versions.current(code, division)
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError as error:
        raise Http404 from error
    halls = Hall.objects.filter(division_id=division)
    chosen = request.POST.get("hall", "").replace("\0", "")
    hall = halls.filter(code=chosen).first() or halls.first()
    if hall is None:
        raise Http404
    applicant = chosen_applicant(request, bundle=code)
    by = acting_for(applicant_of(request), applicant)
    return services.start(version, applicant, hall=hall, token=token, by=by)
