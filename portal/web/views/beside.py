"""The applicant's own screen beside the counter: what the clerk fills in, then "please check"."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applicants.models import IdentityLevel
from bundles.casework.actors import Actor
from bundles.casework.exceptions import (
    AgreementsMissing,
    AlreadySigned,
    CaseworkError,
    SigningOver,
)
from bundles.casework.models import Assistance, SigningMethod
from bundles.casework.selectors.assistance import assistance_behind, confirmation_of
from bundles.catalogue.versions import version as version_of
from portal.form.agreeing import agreements
from portal.form.pages import opened
from portal.signatures import ServiceFailed
from portal.signatures.giving import give
from portal.web import signing, signing_text
from portal.web.beside_text import mirrored
from portal.web.people import at_a_desk

View = Callable[..., HttpResponseBase]


def with_secret(view: View) -> View:
    """Find the assistance a secret leads to; one nobody gave out is 404. No cache keeps these."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, secret: str) -> HttpResponseBase:
        standing = assistance_behind(secret)
        if standing is None:
            raise Http404
        return view(request, standing)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@with_secret
def beside(request: HttpRequest, standing: Assistance) -> HttpResponse:
    """Follow along; once it is put before the applicant: check, tick, sign.

    Post: one ``agree`` per consent and promise. Something not ticked: the page again (422). The
    other click of a double click finds what the first has done. On a clerk's own browser (the
    second screen) it can be read, not signed (403).
    """
    if standing.ended_at is not None or standing.expires_at <= timezone.now():
        return _page(request, standing, "ended", status=200 if request.method != "POST" else 409)
    asked = confirmation_of(standing.submission)
    if asked is None:
        return _page(request, standing, "following", **_followed(standing))
    if asked.is_signed:
        return _page(request, standing, "signed", asked=asked)
    if request.method != "POST":
        return _page(request, standing, "checking", **_checked(request, standing, asked))
    if at_a_desk(request):  # nobody confirms for others from the seat they work at
        return _page(
            request, standing, "checking", status=403, **_checked(request, standing, asked)
        )
    try:
        give(
            asked,
            name=asked.name,
            id_number=asked.id_number,
            level=IdentityLevel.SEEN,
            method=SigningMethod.BESIDE,
            by=Actor.for_signatory(asked.pk),
            agreed=request.POST.getlist("agree"),
        )
    except AgreementsMissing as missing:
        context = _checked(request, standing, asked) | {"problem": str(missing)}
        return _page(request, standing, "checking", status=422, **context)
    except ServiceFailed as failed:
        context = _checked(request, standing, asked) | {"problem": str(failed)}
        return _page(request, standing, "checking", status=503, **context)
    except (AlreadySigned, SigningOver):
        pass
    except CaseworkError as refused:
        context = _checked(request, standing, asked) | {"problem": str(refused)}
        return _page(request, standing, "checking", status=409, **context)
    return redirect(request.path)


@require_safe
@with_secret
def beside_now(request: HttpRequest, standing: Assistance) -> HttpResponse:
    """Only what changes, for the page that looks every few seconds."""
    if standing.ended_at is not None or standing.expires_at <= timezone.now():
        return HttpResponse(status=205)
    if confirmation_of(standing.submission) is not None:
        return HttpResponse(status=205)  # another page now: load it
    context = {"standing": standing, **_followed(standing)}
    return render(request, "web/beside_following.html", context)


def _followed(standing: Assistance) -> dict[str, Any]:
    return {"sections": mirrored(opened(standing.submission))}


def _checked(request: HttpRequest, standing: Assistance, asked: Any) -> dict[str, Any]:
    submission = standing.submission
    version, content = version_of(submission.version_id), asked.round.content
    return {
        "asked": asked,
        "sections": signing_text.sections(version, content, asked, whole=True),
        "files": signing_text.files(version, content),
        "agreements": agreements(opened(submission)),
        "roles": signing.roles_of(version, asked),
        "at_a_desk": at_a_desk(request),
    }


def _page(
    request: HttpRequest, standing: Assistance, state: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "standing": standing,
        "state": state,
        "version": version_of(standing.submission.version_id),
        "number": standing.submission.number if state == "ended" else "",
        "title": _("您的申请"),
        **more,
    }
    return render(request, "web/beside.html", context, status=status)
