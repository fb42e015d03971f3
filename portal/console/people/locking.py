"""The locked screen: put up by the page or by time, taken down by the same officer."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from portal.accounts import lockout
from portal.accounts.idle import note_awake
from portal.accounts.models import StaffEventKind, User
from portal.accounts.staff import factor, kept, session
from portal.accounts.staff.door import is_navigation, locked_answer
from portal.accounts.staff.factor import FactorLocked
from portal.accounts.staff.records import record
from portal.console.gate import home_of
from portal.console.people.coming_in import for_staff
from portal.console.site import page


@require_POST
@for_staff
def lock(request: HttpRequest, user: User) -> HttpResponse:
    """The officer leaves the seat, or has done nothing for a while."""
    session.lock(request.session)
    if is_navigation(request):
        return redirect(home_of(user))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
@for_staff
def awake(request: HttpRequest, user: User) -> HttpResponse:
    """Somebody is typing: the page says so, at most once a minute."""
    note_awake(request)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@sensitive_post_parameters()
@require_POST
@for_staff
def unlock(request: HttpRequest, user: User) -> HttpResponse:
    """Password or code of the officer whose session this is; then on where they were."""
    if factor.is_locked(request, user):
        return lockout.locked_page(request)
    try:
        right = _is_theirs(request, user)
    except FactorLocked:
        return lockout.locked_page(request)
    if not right:
        return _again(request)
    session.unlock(request.session)
    note_awake(request)
    record(StaffEventKind.UNLOCKED_SCREEN, by=user)
    if not is_navigation(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    posted = kept.unseal(request, request.POST.get("posted", ""))
    if posted is not None:
        context = {"title": _("继续刚才的操作"), "posted": posted}
        return page(request, "console/people/go_on.html", context)
    return redirect(kept.safe(request.POST.get("back", "")) or home_of(user))


def _is_theirs(request: HttpRequest, user: User) -> bool:
    """Password or code; wrong ones of both are counted together. Raises ``FactorLocked``."""
    proof = request.POST.get("proof", "")[:200]
    return user.check_password(proof) or factor.show(request, user, proof)


def _again(request: HttpRequest) -> HttpResponse:
    wrong = _("密码或动态码不对，请重新输入。")
    if not is_navigation(request):
        return HttpResponse(
            wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY, content_type="text/plain"
        )
    return locked_answer(
        request,
        wrong=wrong,
        back=kept.safe(request.POST.get("back", "")),
        posted=request.POST.get("posted", ""),
    )
