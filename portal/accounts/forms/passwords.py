"""A new password for who has one, or has none yet."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.fields import NewPasswordField, plain
from portal.accounts.models import User


class ChangedPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["oldpassword"], _("当前密码"))
        plain(self.fields["password1"], _("新密码"))
        plain(self.fields["password2"], _("再输入一次新密码"))


class FirstPasswordForm(forms.Form):
    """A password for an account that had none, or whose owner proved who they are by a code."""

    password = NewPasswordField(label=_("新密码"), error_messages={"required": _("请填写密码。")})

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        assert isinstance(field, NewPasswordField)
        field.user = user
