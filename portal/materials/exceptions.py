"""Why something put to a material was not taken, in words, with a stable code each."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UploadRefused(Exception):
    code: str = "upload_refused"
    message: str | Promise = _("上传没有完成，请重新选择文件再试。")

    def __str__(self) -> str:
        return str(self.message)


class NotAPicture(UploadRefused):
    code = "not_a_picture"
    message = _("扫描页只能用照片（JPEG 或 PNG）。PDF 请回到材料页直接上传。")


class TrayFull(UploadRefused):
    """A scan has an end."""

    code = "tray_full"
    message = _("一次最多扫描 30 页。请先生成 PDF，再扫描其余的页。")
