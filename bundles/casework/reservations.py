"""How many numbers a desk may set aside, and what it is refused."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from bundles.casework.exceptions import CaseworkError

BLOCK: Final = 12
"""Numbers a device holds for one day: more cases than a window takes in during an hour (ours)."""

MOST_OF_A_DAY: Final = 240
"""Numbers one officer can have reserved for one day, used ones included (ours)."""


class NumbersNotOpen(CaseworkError):
    code = "numbers_not_open"
    message = _("只能预留今天和下一个工作日的办件编号。")


class TooManyNumbers(CaseworkError):
    code = "too_many_numbers"
    message = _("预留的办件编号已经够用，不能再多留。")


class NumberNotReserved(CaseworkError):
    """Of another device, officer, hall or case, or invented."""

    code = "number_not_reserved"
    message = _("这个办件编号不是为这台设备上的这次收件预留的，不能使用。")
