"""How django-allauth keeps accounts here: in Chinese, and with no personal data in the clear."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.devices import note_device
from portal.accounts.models import User
from portal.accounts.staff.session import pass_second

WRONG = _("账号或密码不对。请检查后重试；连续输错 5 次将锁定 30 分钟。")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth checks passwords, leads through the second factor, and keeps the list of sessions.

    Phone, e-mail and one-time codes are the house's own (``portal.accounts.flow``): allauth would
    keep addresses in the clear, and count wrong codes per session instead of per account.
    """

    error_messages: ClassVar[dict[str, StrPromise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("这个账户已停用。如有疑问，请联系政务服务大厅。"),
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": _("尝试次数过多，请稍后再试。"),
        "enter_current_password": _("当前密码不对，请重新输入。"),
        "incorrect_password": _("密码不对，请重新输入。"),
        "rate_limited": _("操作过于频繁，请稍等一分钟再试。"),
    }

    def get_login_stages(self) -> list[str]:
        """After the proof of who one is, only the second factor is left."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        note_device(request)
        if user.officer_id is not None and _showed_second(request, user):
            pass_second(request.session, user)
        return answer

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers go to their desk, applicants to their cases."""
        user = request.user
        if isinstance(user, User) and user.officer_id is not None:
            return reverse("admin:index")
        return reverse("web:cases")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_signup_done")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("web:front")


def _showed_second(request: HttpRequest, user: User) -> bool:
    """Whether the stages of this sign-in included the second factor."""
    return any(each.get("method") == "mfa" for each in get_authentication_records(request, user))
