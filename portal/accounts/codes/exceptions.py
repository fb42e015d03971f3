"""Why a code is not sent or not taken, in words that are the same for known and unknown people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CodeProblem(Exception):
    """A code could not be sent or does not open."""

    code = "code_problem"
    message: Promise = _("验证码没有通过，请重新获取。")

    def __str__(self) -> str:
        return str(self.message)


class TooSoon(CodeProblem):
    """The last code to this contact is less than a minute old."""

    code = "too_soon"
    message = _("刚刚已经发过一次验证码。请等 1 分钟再试。")


class TooMany(CodeProblem):
    """This contact got its share of codes for the hour or the day."""

    code = "too_many"
    message = _("今天或这一小时内获取验证码的次数太多了。请过一会儿再来，或用密码登录。")


class NotSent(CodeProblem):
    """The gateway or the mail server did not take the message."""

    code = "not_sent"
    message = _("验证码没有发出去。请过一会儿再试，或换一种方式。")


class WrongCode(CodeProblem):
    """Not the digits that were sent."""

    code = "wrong_code"
    message = _("验证码不对，请核对后重新输入。")


class CodeExpired(CodeProblem):
    """Too old, already used, or guessed at too often: only a new one helps."""

    code = "code_expired"
    message = _("这个验证码已经失效。请重新获取一个。")
