"""How django-allauth keeps accounts here: in Chinese, and with no personal data in the clear."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.models import User

WRONG = _("登录名或密码不对。请检查后重试；连续输错 5 次将锁定 30 分钟。")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Only the sign-in name, the e-mail address and the password's hash go into the account.

    allauth would copy names into the user and invent a sign-in name from name or e-mail; neither
    happens: the profile goes to the sealed ``Applicant`` and the sign-in name is what was typed.
    """

    error_messages: ClassVar[dict[str, StrPromise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("这个账户已停用。如有疑问，请联系政务服务大厅。"),
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "email_taken": _("这个电子邮箱已经注册过。您可以直接登录，或换一个邮箱。"),
        "username_taken": _("这个登录名已经有人使用，请换一个。"),
        "username_blacklisted": _("这个登录名不能使用，请换一个。"),
        "too_many_login_attempts": _("尝试次数过多，请稍后再试。"),
        "enter_current_password": _("当前密码不对，请重新输入。"),
        "incorrect_password": _("密码不对，请重新输入。"),
        "invalid_password_reset": _("重设密码的链接已失效，请重新申请。"),
        "rate_limited": _("操作过于频繁，请稍等一分钟再试。"),
    }

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Nothing to invent: the form requires a sign-in name."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers go to their desk, applicants to their cases."""
        user = request.user
        if isinstance(user, User) and user.applicant_id is None and user.is_staff:
            return reverse("admin:index")
        return reverse("web:cases")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("web:front")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("web:front")
