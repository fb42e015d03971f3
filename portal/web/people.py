"""Who is at the web door: applicants, and what is theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from applicants.models import Applicant
from bundles.casework.models import Submission
from portal.accounts.models import User
from portal.web.errors import in_words

View = Callable[..., HttpResponseBase]


def for_applicants(view: View) -> View:
    """Only signed-in applicants pass; others are asked to sign in, officers get 403.

    Pages with a person's data are never kept by a cache.
    """

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if cast(User, request.user).applicant is None:
            raise PermissionDenied
        return in_words(view)(request, *args, **kwargs)

    return guarded


def applicant_of(request: HttpRequest) -> Applicant:
    applicant = cast(User, request.user).applicant
    if applicant is None:
        raise PermissionDenied
    return applicant


def own_case(request: HttpRequest, token: UUID) -> Submission:
    """The applicant's case; somebody else's is 404, like one that never was."""
    try:
        return Submission.objects.select_related("applicant", "hall").get(
            token=token, applicant=applicant_of(request)
        )
    except Submission.DoesNotExist as error:
        raise Http404 from error
