"""Signing up; everything else at the door is allauth's."""

from typing import Any

import structlog
from allauth.account.views import SignupView
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

TAKEN = _("这个登录名刚刚被注册。如果是您本人，请直接登录。")


class SignUp(SignupView):  # type: ignore[misc]
    """allauth's sign-up, with an answer when two clicks or two people collide.

    The number of sign-ups is limited in the cache; a cache that is down stops nobody.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().dispatch(request, *args, **kwargs)
        except RedisError as error:
            log.warning("sign_up_unlimited", error=repr(error)[:200])
            # what stands behind the limit, which was asked first: nothing has been done yet
            response = super(SignupView, self).dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except IntegrityError:
            form.add_error(None, ValidationError(TAKEN, code="taken"))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return response
        invalid: HttpResponse = self.form_invalid(form)
        return invalid


@require_safe
@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What is kept about the signed-in person, masked as everywhere."""
    return render(request, "account/profile.html")
