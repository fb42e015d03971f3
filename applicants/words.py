"""Free text of one line as people type it."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def line(text: object, *, longest: int) -> str:
    """Return one tidy line (NFC); nothing becomes ''. Raises ``ValidationError``.

    Refused: more than ``longest`` characters, control characters, lone surrogates, and characters
    that turn the reading direction and so could show something else than is kept.
    """
    if text is None or text == "":
        return ""
    if not isinstance(text, str) or len(text) > longest * 4:
        raise _too_long(longest)
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if len(tidy) > longest:
        raise _too_long(longest)
    if any(each in TURNING or unicodedata.category(each) in {"Cc", "Cs"} for each in tidy):
        raise ValidationError(_("含有无法显示的字符，请删除后重新填写。"), code="unstorable")
    return tidy


def _too_long(longest: int) -> ValidationError:
    return ValidationError(
        _("太长了，最多 %(longest)d 个字。"), code="too_long", params={"longest": longest}
    )
