"""Which sign-in names are allowed: never a phone number, never an ID number."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHAPE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{2,39}")
LONGEST_RUN_OF_DIGITS = 8  # a phone has 11, an ID 15 or 18: nothing that long may show in a name


def check_sign_in_name(text: str) -> None:
    """Raise ``ValidationError`` unless ``text`` may be shown in headers, logs and dumps.

    Separators are taken out first, so ``a138-0013-8000`` is refused too.
    """
    if not SHAPE.fullmatch(text):
        raise ValidationError(
            _("登录名用 3 至 40 个字母、数字、点、横线或下划线，以字母开头。"), code="shape"
        )
    bare = re.sub(r"[._-]", "", text)
    if re.search(rf"\d{{{LONGEST_RUN_OF_DIGITS + 1}}}", bare):
        raise ValidationError(
            _("登录名里不要出现手机号、证件号这样的长串数字（最多连续 %(most)d 位）。"),
            code="digits",
            params={"most": LONGEST_RUN_OF_DIGITS},
        )


SIGN_IN_NAME_VALIDATORS = [check_sign_in_name]  # allauth wants the address of a list
