"""The page behind a signatory's own link: no account, no JavaScript, one decision."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.models import IdentityLevel
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import (
    AlreadySigned,
    LinkLocked,
    ReasonMissing,
    SigningOver,
    WrongPerson,
)
from bundles.casework.models import SignatureRequest, SigningMethod
from bundles.casework.selectors.signatures import request_behind
from bundles.catalogue.versions import version as version_of
from portal.accounts import identity
from portal.accounts.identity import Identity
from portal.signatures import ServiceFailed
from portal.signatures.giving import give
from portal.web import signing, signing_text
from portal.web.errors import in_words
from portal.web.people import at_a_desk

LONGEST_REASON = 500
STRANGERS_STILL_SAY_SO = frozenset({"expired", "locked", "declined"})
BOTH = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponseBase]


def with_link(view: View) -> View:
    """Find what the secret leads to; a link nobody gave out is 404. No cache keeps these pages."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, secret: str) -> HttpResponseBase:
        asked = request_behind(secret)
        if asked is None:
            raise Http404
        return in_words(view)(request, asked)

    return found


@BOTH
@with_link
def sign(request: HttpRequest, asked: SignatureRequest) -> HttpResponse:
    """What is asked, by whom, and the one form that confirms it.

    Post: the tick ``agree``, and ``name`` and ``id_number`` unless a provider has vouched for the
    person. Wrong: the page again (422); locked: 429; the service fails: 503, nothing is lost.
    """
    if ended := _ended(asked):
        status = 200 if request.method in ("GET", "HEAD") else 409
        return _page(request, asked, "ended", status=status, why=ended)
    if at_a_desk(request):  # whoever signs before a clerk signs on the clerk's own page
        return _page(request, asked, "ended", status=403, why="desk")
    told = identity.vouched(request, purpose=_purpose(asked))
    if request.method != "POST":
        return _page(request, asked, "sign", told=told, offered=identity.available())
    typed = {key: request.POST.get(key, "")[:100] for key in ("name", "id_number")}
    again = partial(_page, request, asked, "sign", typed=typed, offered=identity.available())
    if errors := _wanting(request, typed, told):
        return again(status=422, errors=errors, told=told)
    try:
        give(
            asked,
            **(_vouched_for(told, asked) if told else typed),
            level=told.level if told else IdentityLevel.DECLARED,
            method=SigningMethod.LINK,
            by=Actor.for_signatory(asked.pk),
        )
    except WrongPerson as wrong:
        identity.forget(request)
        return again(status=422, errors={"name": str(wrong)})
    except ServiceFailed as failed:
        return again(status=503, errors={"": str(failed)}, told=told)
    except LinkLocked:
        return _page(request, asked, "ended", status=429, why="locked")
    except (AlreadySigned, SigningOver):
        pass  # the other click of a double click, or a change meanwhile: the page itself says which
    identity.forget(request)
    return redirect(request.path)


@require_POST
@with_link
def vouch(request: HttpRequest, asked: SignatureRequest) -> HttpResponse:
    """Off to the outside provider, and back to the page to sign."""
    then = reverse("web:sign", kwargs={"secret": asked.secret})
    if _ended(asked) or not identity.available():
        return redirect(then)
    return identity.start(request, purpose=_purpose(asked), then=then)


@require_safe
@with_link
def text(request: HttpRequest, asked: SignatureRequest) -> HttpResponse:
    """The whole application as it will be filed, numbers masked: for who may sign it, or has."""
    if (ended := _ended(asked)) not in ("", "signed"):
        return _page(request, asked, "ended", why=ended)
    version, content = version_of(asked.round.submission.version_id), asked.round.content
    shown = signing_text.sections(version, content, asked, whole=True)
    return _page(request, asked, "text", sections=shown)


@BOTH
@with_link
def decline(request: HttpRequest, asked: SignatureRequest) -> HttpResponse:
    """Refuse, with a reason for the applicant."""
    if ended := _ended(asked):
        return _page(request, asked, "ended", why=ended)
    if request.method != "POST":
        return _page(request, asked, "decline")
    reason = request.POST.get("reason", "").replace("\0", "")[:LONGEST_REASON]
    try:
        services.decline(asked.pk, reason=reason, by=Actor.for_signatory(asked.pk))
    except ReasonMissing as missing:
        return _page(request, asked, "decline", status=422, errors={"reason": str(missing)})
    except LinkLocked:
        return _page(request, asked, "ended", status=429, why="locked")
    return redirect("web:sign", secret=asked.secret)


@BOTH
@with_link
def deny(request: HttpRequest, asked: SignatureRequest) -> HttpResponse:
    """ "This is not me": the filing stops, and the applicant is told."""
    if (ended := _ended(asked)) and ended not in STRANGERS_STILL_SAY_SO:
        return _page(request, asked, "ended", why=ended)
    if request.method != "POST":
        return _page(request, asked, "deny")
    services.deny(asked.pk, by=Actor.for_signatory(asked.pk))
    return redirect("web:sign", secret=asked.secret)


def _purpose(asked: SignatureRequest) -> str:
    """What a provider vouches for: this person at this request, and nothing else."""
    return f"sign:{asked.pk}"


def _vouched_for(told: Identity, asked: SignatureRequest) -> dict[str, str]:
    """Name and number as the heart compares them; providers write middle dots in many ways."""
    same = told.is_person(name=asked.name, id_number=asked.id_number)
    return {"name": asked.name if same else told.name, "id_number": told.id_number}


def _wanting(request: HttpRequest, typed: dict[str, str], told: Identity | None) -> dict[str, str]:
    errors = {}
    if told is None and not typed["name"].strip():
        errors["name"] = _("请填写您的姓名。")
    if told is None and not typed["id_number"].strip():
        errors["id_number"] = _("请填写您的身份证号码。")
    if request.POST.get("agree") != "on":
        errors["agree"] = _("请阅读声明并勾选。")
    return errors


def _ended(asked: SignatureRequest) -> str:
    """Why there is nothing to sign here any more; empty while there is."""
    now = timezone.now()
    if asked.is_signed:
        return "signed"
    if asked.denied:
        return "denied"
    if asked.round.ended_at is not None:
        return "over"
    if asked.declined_at is not None:
        return "declined"
    if asked.expires_at <= now:
        return "expired"
    if asked.locked_until is not None and now < asked.locked_until:
        return "locked"
    return ""


def _page(
    request: HttpRequest, asked: SignatureRequest, which: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    submission = asked.round.submission
    version, content = version_of(submission.version_id), asked.round.content
    open_or_signed = which != "ended" or more.get("why") == "signed"
    context: dict[str, Any] = {
        "asked": asked,
        "version": version,
        "asker": submission.applicant.masked_name,
        "errors": {},
        "typed": {},
        "secret": asked.secret,
        "told": None,
    }
    if open_or_signed:  # whoever comes too late learns nothing more of the company
        context |= {
            "company": signing.company_of(content, version),
            "roles": signing.roles_of(version, asked),
            "sections": signing_text.sections(version, content, asked, whole=False),
            "files": signing_text.files(version, content),
        }
    return render(request, f"web/signing_{which}.html", context | more, status=status)
