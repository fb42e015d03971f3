"""What the security administrator may be refused with, each with its message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


class StaffError(Exception):
    """A verb on a staff account that is not done."""

    code = "staff_error"
    message: StrPromise | str = _("没有办理，请刷新后再试。")

    def __str__(self) -> str:
        return str(self.message)


class OwnAccount(StaffError):
    """Nobody grants, unlocks or resets anything for themselves."""

    code = "own_account"
    message = _("不能操作自己的账户，请由另一位安全管理员办理。")


class AccountExists(StaffError):
    code = "account_exists"
    message = _("这位工作人员已有账户。")


class NoAccount(StaffError):
    code = "no_account"
    message = _("这位工作人员还没有账户。")


class HasLeft(StaffError):
    code = "has_left"
    message = _("这位工作人员已离岗，不能启用账户。")


class PersonTaken(StaffError):
    """One person works under one account; else they could combine powers that must be apart."""

    code = "person_taken"
    message = _("这个身份证号码已有在用的工作账户。一个人只能有一个工作账户，请先停用原账户。")


class RolesRefused(StaffError):
    code = "roles_refused"
    message = _("至少选一个岗位；系统、安全、审计管理员各自独立，不能兼任其他岗位。")
