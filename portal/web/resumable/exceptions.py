"""What an upload is told when it cannot go on, in words, with a stable code each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.materials.exceptions import UploadRefused


class TooManyOpen(UploadRefused):
    """Somebody has more files on their way than a person ever would."""

    code = "too_many_open"
    message = _("您还有太多文件没有传完。请先把它们传完，或在页面上取消，再传新的文件。")


class Gone(UploadRefused):
    """Cancelled, or nobody went on with it for days."""

    code = "gone"
    message = _("这次上传已经过期或已取消，请重新选择文件上传。")


class WrongOffset(UploadRefused):
    """The bytes sent do not continue what is there; ``offset`` is where to go on."""

    code = "wrong_offset"

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class TooLong(UploadRefused):
    """More bytes than were announced."""

    code = "too_long"


class ChecksumWrong(UploadRefused):
    """The bytes changed on their way; the same piece is to be sent again."""

    code = "checksum_wrong"
