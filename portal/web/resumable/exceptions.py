"""What an upload is told when it cannot go on, in words, with a stable code each."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UploadRefused(Exception):
    code: str = "upload_refused"
    message: str | Promise = _("上传没有完成，请重新选择文件再试。")

    def __str__(self) -> str:
        return str(self.message)


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


class NotAPicture(UploadRefused):
    code = "not_a_picture"
    message = _("扫描页只能用照片（JPEG 或 PNG）。PDF 请回到材料页直接上传。")


class TrayFull(UploadRefused):
    """A scan has an end."""

    code = "tray_full"
    message = _("一次最多扫描 30 页。请先生成 PDF，再扫描其余的页。")
