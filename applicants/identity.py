"""Numbers and names that identify people and organisations: checked, and masked for other eyes.

The validators take anything at all, return the canonical form, and raise nothing but
``ValidationError``. No message repeats what was typed: messages end up in logs.
"""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc

LONGEST_INPUT = 64  # longer than any number with its separators; the rest is not worth normalising

RESIDENT_ID = re.compile(r"[0-9]{17}[0-9X]")
OLD_RESIDENT_ID = re.compile(r"[0-9]{15}")
USCC = re.compile(r"[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-8][0-9]{6,7})")
RESIDENT_ID_WITHIN = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
PERSONS_NUMBER = (
    re.compile(  # identity, card or account, mobile phone; a code has letters beside it
        r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15,16}|\d{19}|1[3-9]\d{9})(?![0-9A-Za-z])"
    )
)
SEPARATORS = re.compile(r"[\s\-‐-―()]+")

# First two digits of GB/T 2260 codes; 81, 82, 83 are residents of Hong Kong, Macao and Taiwan.
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
RESIDENCE_PERMIT_PROVINCES = frozenset({"81", "82", "83"})


class IdentityKind(models.TextChoices):
    RESIDENT_ID = "resident_id", _("居民身份证")
    RESIDENCE_PERMIT = "residence_permit", _("港澳台居民居住证")
    USCC = "uscc", _("统一社会信用代码")


def validate_resident_id(text: object) -> str:
    """Return the 18-character number (GB 11643), check digit and date of birth verified.

    Residence permits of Hong Kong, Macao and Taiwan residents have the same form. The region
    is not judged: regions are renamed, and older people carry codes no list has (``region_known``
    tells whether to ask again). Raises ``ValidationError``: code ``resident_id``.
    """
    number = _plain(text)
    if OLD_RESIDENT_ID.fullmatch(number):
        raise _wrong("resident_id", _("15位的旧身份证号码已停用，请填写18位身份证号码。"))
    if not RESIDENT_ID.fullmatch(number):
        raise _wrong("resident_id", _("身份证号码应为18位，前17位是数字，请核对后重新填写。"))
    if not _is_past_date(number[6:14]):
        raise _wrong("resident_id", _("身份证号码中的出生日期不存在，请核对第7至14位。"))
    if ric.calc_check_digit(number) != number[-1]:
        raise _wrong("resident_id", _("身份证号码的校验位不符，可能有一位输错，请逐位核对。"))
    return number


def region_known(resident_id: str) -> bool:
    """Tell whether the number begins with a known province: a hint, never a reason to refuse."""
    return PROVINCE.match(resident_id) is not None


def identity_kind(resident_id: str) -> IdentityKind:
    """Return which paper a valid person's number stands on."""
    if resident_id[:2] in RESIDENCE_PERMIT_PROVINCES:
        return IdentityKind.RESIDENCE_PERMIT
    return IdentityKind.RESIDENT_ID


def validate_uscc(text: object) -> str:
    """Return the 18-character unified social credit code (GB 32100), check character verified.

    Raises ``ValidationError``: code ``uscc``.
    """
    code = _plain(text)
    if not USCC.fullmatch(code):
        message = _(
            "统一社会信用代码应为18位数字或大写字母（不含 I、O、S、V、Z），请核对后重新填写。"
        )
        raise _wrong("uscc", message)
    if uscc.calc_check_digit(code) != code[-1]:
        message = _("统一社会信用代码的校验位不符，可能有一位输错，请对照营业执照逐位核对。")
        raise _wrong("uscc", message)
    return code


def validate_phone(text: object) -> str:
    """Return a mainland mobile number (11 digits) or a landline as ``0479-3351234``.

    Raises ``ValidationError``: code ``phone``.
    """
    number = _plain(text)
    number = number.removeprefix("+86") if number.startswith("+") else number
    if MOBILE.fullmatch(number):
        return number
    if landline := LANDLINE.fullmatch(number):
        return f"{landline[1]}-{landline[2]}"
    raise _wrong("phone", _("请填写11位手机号码，或带区号的固定电话，例如 0479-3351234。"))


def validate_person_name(text: object) -> str:
    """Return the name, trimmed and composed (NFC). Raises ``ValidationError``: code ``name``."""
    return _name(text, longest=50, empty=_("请填写姓名。"))


def validate_organisation_name(text: object) -> str:
    """Return the name, trimmed and composed (NFC). Raises ``ValidationError``: code ``name``."""
    return _name(text, longest=100, empty=_("请填写单位名称。"))


def mask_name(name: str) -> str:
    """Return a person's name for other eyes: 张*, 李*敏, 乌***格, T****** B**."""
    words = name.split()
    if not words:
        return ""
    if len(words) == 1 and not words[0].isascii():
        return _mask_one_word(words[0])
    return " ".join(_masked(_letters(word), head=1, tail=0) for word in words)


def mask_phone(phone: str) -> str:
    """Return a phone number for other eyes: 138****3210, 0479-***1234."""
    area, hyphen, rest = phone.rpartition("-")
    if hyphen:
        return f"{area}-{_masked(list(rest), head=0, tail=4)}"
    return _masked(list(phone), head=3, tail=4)


def mask_id(number: str) -> str:
    """Return an identity number for other eyes: 1525**********2518."""
    return _masked(list(number), head=4, tail=4)


def mask_numbers(text: str) -> str:
    """Star every number in a text that could be a person's: identity, account, phone."""
    return PERSONS_NUMBER.sub("***", text)


def _mask_one_word(word: str) -> str:
    letters = _letters(word)
    return _masked(letters, head=1, tail=1 if len(letters) > 2 else 0)


def _masked(letters: list[str], *, head: int, tail: int) -> str:
    """Keep the ends, star the rest; what is too short to hide anything is starred whole."""
    hidden = len(letters) - head - tail
    if hidden < 1:
        return "*" * len(letters)
    return "".join([*letters[:head], "*" * hidden, *letters[len(letters) - tail :]])


def _letters(word: str) -> list[str]:
    """Split into what a reader takes for one letter: marks and joiners belong to the one before."""
    letters: list[str] = []
    for character in word:
        if letters and unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}:
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _name(text: object, *, longest: int, empty: object) -> str:
    if not isinstance(text, str) or not text.strip():
        raise _wrong("name", empty)
    if len(text) > longest * 4:
        raise _wrong("name", _("名称过长，请填写证件上的全称。"))
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if len(name) > longest:
        raise _wrong("name", _("名称过长，请填写证件上的全称。"))
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in name):
        raise _wrong("name", _("名称中含有无法显示的字符，请删除后重新填写。"))
    return name


def _plain(text: object) -> str:
    """Undo what keyboards and copying add: full-width digits, spaces, hyphens, a small x."""
    if not isinstance(text, str) or len(text) > LONGEST_INPUT:
        return ""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def _is_past_date(yyyymmdd: str) -> bool:
    try:
        day = date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:]))
    except ValueError:
        return False
    return day <= timezone.localdate()


def _wrong(code: str, message: object) -> ValidationError:
    return ValidationError(message, code=code)  # type: ignore[arg-type]  # a lazy string is one
