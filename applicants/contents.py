"""What a file really is: told by its first bytes, proved by opening it, compared with its name."""

from dataclasses import dataclass
from enum import Enum
from typing import IO

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applicants.exceptions import TypeMismatch, WrongType
from applicants.filenames import extension
from applicants.pdfs import page_count
from applicants.pictures import redrawn


class FileType(Enum):
    """A kind of file that is taken in: media type, first bytes, extensions, name for people."""

    PDF = ("application/pdf", b"%PDF-", ("pdf",), "PDF")
    JPEG = ("image/jpeg", b"\xff\xd8\xff", ("jpg", "jpeg"), "JPEG")
    PNG = ("image/png", b"\x89PNG\r\n\x1a\n", ("png",), "PNG")

    def __init__(
        self, media_type: str, signature: bytes, extensions: tuple[str, ...], label: str
    ) -> None:
        self.media_type = media_type
        self.signature = signature
        self.extensions = extensions
        self.label = label


INSTEAD = {
    ("heic", "heif"): _(
        "这是苹果手机的 HEIC 照片，窗口打不开。"
        "请在手机“设置-相机-格式”中选“兼容性最佳”后重拍，或另存为 JPEG 后上传。"
    ),
    ("doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "txt", "rtf", "ofd"): _(
        "请先用“另存为”或“打印为 PDF”把它转成 PDF，再重新上传。"
    ),
    ("zip", "rar", "7z"): _("压缩包不能上传。请先解压，再把里面的文件逐个上传。"),
}
"""What to do with files people often choose."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was found in a file.

    ``pages`` only where it has any; ``redrawn`` holds a picture's new bytes, to be kept instead.
    """

    media_type: str
    pages: int | None = None
    redrawn: bytes | None = None


def named_type(name: str) -> FileType:
    """Return the type a file claims by its name. Raises ``WrongType``."""
    ending = extension(name)
    for kind in FileType:
        if ending in kind.extensions:
            return kind
    raise WrongType(next((told for endings, told in INSTEAD.items() if ending in endings), None))


def inspect(stream: IO[bytes], claimed: FileType) -> Content:
    """Return what is in a seekable file, which is left at its start.

    Raises ``TypeMismatch`` when it is not what its name claims, ``Damaged`` when it does not open,
    and what ``page_count`` and ``redrawn`` raise.
    """
    stream.seek(0)
    if not stream.read(16).startswith(claimed.signature):
        message = _("文件名表示这是 {type} 文件，内容却不是。请选择真正的 {type} 文件后重新上传。")
        raise TypeMismatch(format_lazy(message, type=claimed.label))
    if claimed is FileType.PDF:
        found = Content(claimed.media_type, pages=page_count(stream))
    else:
        found = Content(claimed.media_type, redrawn=redrawn(stream, claimed.name))
    stream.seek(0)
    return found
