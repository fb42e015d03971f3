"""The way of a one-time code through the pages: sent, asked for, taken."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import structlog
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from portal.accounts import lockout
from portal.accounts.codes.exceptions import CodeExpired, CodeProblem, WrongCode
from portal.accounts.codes.issuing import check, issue
from portal.accounts.contacts import Contact, ContactKind
from portal.accounts.forms.sign_in import CodeForm, ContactForm
from portal.accounts.keeping import forget, keep, kept
from portal.accounts.models import CodePurpose

log = structlog.get_logger(__name__)

CODE = "one_time_code"
NEXT = "after_sign_in"
SIGN_UP = "sign_up"
STEPS_LAST = 30  # minutes for all the pages of signing up
PENDING = 15  # minutes: longer than a code lasts, so that its end can be told

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Pending:
    """The code this session waits for."""

    code_id: int
    contact: Contact


@dataclass(frozen=True)
class Step:
    """One page that asks for a code: what it is for, how it is called, where it began."""

    purpose: CodePurpose
    title: str
    begin: str  # name of the address where a contact is given, or given again
    counted: str = ""  # whose failures these are, when not the contact's own account's


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty one, when it was sent."""
    return request.POST if request.method == "POST" else None


def begin(request: HttpRequest, contact: Contact, purpose: CodePurpose) -> None:
    """Send a code and remember in the session that it is waited for. Raises ``CodeProblem``."""
    code = issue(contact, purpose)
    keep(
        request,
        CODE,
        {"id": code.pk, "purpose": purpose, "kind": contact.kind, "value": contact.value},
        minutes=PENDING,
    )


def pending(request: HttpRequest, purpose: CodePurpose) -> Pending | None:
    found = kept(request, CODE)
    if not found or found["purpose"] != purpose:
        return None
    return Pending(found["id"], Contact(ContactKind(found["kind"]), found["value"]))


def contact_page(
    request: HttpRequest, purpose: CodePurpose, *, template: str, then: str
) -> HttpResponse:
    """Ask for a phone number or e-mail address, send a code there, go on to ``then``.

    The same answer whether or not an account stands behind it. The sign-in page may send along what
    was typed there already.
    """
    typed = request.POST.get("contact") or request.POST.get("login")
    form = ContactForm({"contact": typed} if request.method == "POST" else None)
    if form.is_valid():
        contact: Contact = form.cleaned_data["contact"]
        if lockout.locked(request, contact.value):
            return lockout.locked_page(request)
        try:
            begin(request, contact, purpose)
        except CodeProblem as problem:
            form.add_error("contact", str(problem))
        else:
            return redirect(then)
    return render(request, template, {"form": form})


def ask(request: HttpRequest, step: Step, done: Callable[[Contact], HttpResponse]) -> HttpResponse:
    """The page that asks for the code; ``done`` answers once the contact is proven."""
    waited = pending(request, step.purpose)
    if waited is None:
        messages.info(request, _("请先获取验证码。"))
        return redirect(step.begin)
    counted = step.counted or waited.contact.value
    if lockout.locked(request, counted):
        return lockout.locked_page(request)
    if "again" in request.POST:
        return _send_again(request, step, waited)
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            contact = check(waited.code_id, step.purpose, form.cleaned_data["code"])
        except WrongCode as problem:
            lockout.count_failure(request, counted)
            form.add_error("code", str(problem))
        except CodeExpired as problem:
            form.add_error("code", str(problem))
        else:
            forget(request, CODE)
            return done(contact)
    return render(
        request,
        "account/code.html",
        {"form": form, "step": step, "contact": waited.contact},
    )


def _send_again(request: HttpRequest, step: Step, waited: Pending) -> HttpResponse:
    try:
        begin(request, waited.contact, step.purpose)
    except CodeProblem as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("新的验证码已发出。以最后收到的为准。"))
    return HttpResponseRedirect(request.path)


def go_on_signing_up(request: HttpRequest, contact: Contact) -> HttpResponse:
    """The contact is proven and has no account: on to the page that asks who it is."""
    keep(request, SIGN_UP, {"kind": contact.kind, "value": contact.value}, minutes=STEPS_LAST)
    return redirect("account_signup_you")


def remember_next(request: HttpRequest) -> None:
    """Where to go afterwards, if the address says so and it is an address of ours."""
    if wanted := get_next_redirect_url(request):
        keep(request, NEXT, wanted, minutes=60)


def take_next(request: HttpRequest) -> str | None:
    wanted: str | None = kept(request, NEXT)
    forget(request, NEXT)
    return wanted


def limited(action: str) -> Callable[[View], View]:
    """Count requests that change something per address (``ACCOUNT_RATE_LIMITS``): 429 beyond.

    Counted in the cache; a cache that is down stops nobody.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                try:
                    if refused := ratelimit.consume_or_429(request, action=action):
                        answer: HttpResponse = refused
                        return answer
                except RedisError as error:
                    log.warning("unlimited", action=action, error=type(error).__name__)
            return view(request, *args, **kwargs)

        return counted

    return decorate
