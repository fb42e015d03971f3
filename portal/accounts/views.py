"""Signing up; everything else at the door is allauth's."""

from typing import Any

from allauth.account.views import SignupView
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

TAKEN = _("这个登录名刚刚被注册。如果是您本人，请直接登录。")


class SignUp(SignupView):  # type: ignore[misc]
    """allauth's sign-up, with an answer when two clicks or two people collide."""

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
