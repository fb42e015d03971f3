"""The page behind a signatory's own link: no account, no JavaScript, one decision."""

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
from portal.signatures import ServiceFailed
from portal.web import signing, signing_text
from portal.web.errors import in_words

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

    Post: ``name``, ``id_number`` and the tick ``agree``. Wrong: the page again (422); locked: 429;
    the service fails: 503, and nothing is lost.
    """
    if ended := _ended(asked):
        return _page(
            request, asked, "ended", status=200 if request.method == "GET" else 409, why=ended
        )
    if request.method != "POST":
        return _page(request, asked, "sign")
    typed = {key: request.POST.get(key, "")[:100] for key in ("name", "id_number")}
    errors = _wanting(request, typed)
    if errors:
        return _page(request, asked, "sign", status=422, errors=errors, typed=typed)
    try:
        signing.give(
            asked,
            **typed,
            level=IdentityLevel.DECLARED,
            method=SigningMethod.LINK,
            by=Actor.for_signatory(asked.pk),
        )
    except WrongPerson as wrong:
        errors = {"name": str(wrong)}
        return _page(request, asked, "sign", status=422, errors=errors, typed=typed)
    except ServiceFailed as failed:
        return _page(request, asked, "sign", status=503, errors={"": str(failed)}, typed=typed)
    except LinkLocked:
        return _page(request, asked, "ended", status=429, why="locked")
    except (AlreadySigned, SigningOver):
        pass  # the other click of a double click, or a change meanwhile: the page itself says which
    return redirect(request.path)


@require_safe
@with_link
def text(request: HttpRequest, asked: SignatureRequest) -> HttpResponse:
    """The whole application as it will be filed, numbers masked."""
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


def _wanting(request: HttpRequest, typed: dict[str, str]) -> dict[str, str]:
    errors = {}
    if not typed["name"].strip():
        errors["name"] = _("请填写您的姓名。")
    if not typed["id_number"].strip():
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
    }
    if open_or_signed:  # whoever comes too late learns nothing more of the company
        context |= {
            "company": signing.company_of(content, version),
            "roles": signing.roles_of(version, asked),
            "sections": signing_text.sections(version, content, asked, whole=False),
            "files": signing_text.files(version, content),
        }
    return render(request, f"web/signing_{which}.html", context | more, status=status)
