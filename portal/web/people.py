"""Who is at the web door: applicants, what is theirs, and those for whom they may act."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applicants.models import AgentScope, Applicant
from applicants.selectors import authorisations_for, may_act_for, memberships_of, represents
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.catalogue.versions import version
from portal.accounts.models import User
from portal.form.agency import open_by_agent
from portal.web.errors import in_words

View = Callable[..., HttpResponseBase]


def at_a_desk(request: HttpRequest) -> bool:
    """Whether an officer is signed in here: nobody signs for an applicant from their own seat."""
    return isinstance(request.user, User) and request.user.officer_id is not None


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
    """The person at the keyboard, for whomever they act."""
    applicant = cast(User, request.user).applicant
    if applicant is None:
        raise PermissionDenied
    return applicant


def own_case(
    request: HttpRequest, token: UUID, *, scope: AgentScope | None = AgentScope.APPLY
) -> Submission:
    """The case of the person asking, of their organisation, or of one they may act for.

    ``scope`` is what an agent must be authorised for; None takes any authorisation. Somebody
    else's case, and an authorisation out of scope, past or revoked, is 404, like one that never
    was. Files and drafts of a case belong to ``submission.applicant``; who did it is ``acting``.
    """
    person = applicant_of(request)
    submission = _case(token)
    if _is_theirs(person, submission):
        return submission
    if not may_act_for(
        submission.applicant,
        person,
        scope=scope,
        on=timezone.localdate(),
        case=submission.token,
        bundle=version(submission.version_id).code,
    ):
        raise Http404
    open_by_agent(submission)
    return submission


def my_case(request: HttpRequest, token: UUID) -> Submission:
    """The same, but never an agent's: for signing, deleting, and what is kept about a person."""
    submission = _case(token)
    if not _is_theirs(applicant_of(request), submission):
        raise Http404
    return submission


def own_cases(request: HttpRequest) -> QuerySet[Submission]:
    """The cases of the person asking and of their organisations, newest first; no principals'."""
    person = applicant_of(request)
    theirs = memberships_of(person).values("organisation")
    return Submission.objects.filter(Q(applicant=person) | Q(applicant__in=theirs))


def acting(request: HttpRequest, submission: Submission) -> Actor:
    """Who does what is done to this case now: the applicant, who represents it, or an agent.

    Whether they may is judged by the verb, under the lock.
    """
    return acting_for(applicant_of(request), submission.applicant)


def acting_for(person: Applicant, applicant: Applicant) -> Actor:
    """The actor that a person is when they act for an applicant."""
    if person.pk == applicant.pk:
        return Actor.for_applicant(person)
    if represents(person, applicant):
        return Actor.for_representative(person, applicant)
    return Actor.for_agent(person, applicant)


def may_start_for(user: User | AnonymousUser, *, bundle: str = "") -> list[Applicant]:
    """In whose name somebody may begin a case: themselves first, then organisations, principals.

    Empty for who is no applicant. An authorisation for one case begins no other.
    """
    person = user.applicant if isinstance(user, User) else None
    if person is None:
        return []
    found = [person, *(one.organisation for one in memberships_of(person))]
    for one in authorisations_for(person, on=timezone.localdate(), scope=AgentScope.APPLY):
        if one.only_case is None and one.only_bundle in ("", bundle) and one.principal not in found:
            found.append(one.principal)
    return found


def chosen_applicant(request: HttpRequest, *, bundle: str) -> Applicant:
    """In whose name the posted ``applicant`` begins a case; nothing posted means one's own.

    404 for somebody the person may not act for.
    """
    chosen = request.POST.get("applicant", "")
    offered = may_start_for(cast(User, request.user), bundle=bundle)
    if not chosen:
        return applicant_of(request)
    found = next((one for one in offered if str(one.pk) == chosen), None)
    if found is None:
        raise Http404
    return found


def _case(token: UUID) -> Submission:
    try:
        return Submission.objects.select_related("applicant", "hall").get(token=token)
    except Submission.DoesNotExist as error:
        raise Http404 from error


def _is_theirs(person: Applicant, submission: Submission) -> bool:
    return submission.applicant_id == person.pk or represents(person, submission.applicant)
