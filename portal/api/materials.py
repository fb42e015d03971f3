"""The files a work item declares, by the SHA-256 of their content."""

from __future__ import annotations

from base64 import b64encode
from typing import Final

import structlog
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from applicants.documents import open_document
from bundles.casework.models import HandedMaterial
from bundles.casework.selectors import queues
from portal.accounts.models import Scope
from portal.storage import VaultError

from . import documentation as docs
from .door import Door, own_work_item
from .problems import Refused

log = structlog.get_logger(__name__)

ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


class OneMaterial(Door):
    """Streamed from the vault under a neutral name: the applicant's own may carry a person's."""

    scopes = {"GET": Scope.MATERIALS}

    @docs.described(
        "办理件",
        "下载材料 · Download a material",
        "只能下载该办理件声明的材料。下载后请核对 SHA-256（也在 Repr-Digest 响应头中）。 "
        "Only what the item declares; check the SHA-256 (also in Repr-Digest) afterwards.",
        parameters=[
            docs.NUMBER,
            OpenApiParameter(
                "sha256",
                str,
                OpenApiParameter.PATH,
                pattern="^[0-9a-f]{64}$",
                description="内容的 SHA-256。 SHA-256 of the content.",
            ),
        ],
        answer=docs.binary("文件内容。 The file.", *ENDINGS),
        problems=[*docs.KEYED, *docs.READING, "not_found", "not_safe", "material_unavailable"],
    )
    def get(self, request: Request, number: str, sha256: str) -> FileResponse:
        handed = queues.material_for(own_work_item(self.key, number), sha256)
        if handed is None:
            raise Http404
        return streamed(handed)


def streamed(handed: HandedMaterial) -> FileResponse:
    """The file itself; whoever calls has seen to it that the caller may have it."""
    try:
        content = open_document(handed.document)
    except (OSError, VaultError):
        log.exception("material_unavailable", material=handed.pk)
        raise Refused(
            "material_unavailable",
            _("请稍后重试；如仍无法读取，请联系系统管理员。"),
            headers={"Retry-After": "60"},
        ) from None
    ending = ENDINGS.get(handed.media_type)
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{handed.material_key}-{handed.sha256[:12]}.{ending or 'bin'}",
        content_type=handed.media_type if ending else "application/octet-stream",
    )
    digest = b64encode(bytes.fromhex(handed.sha256)).decode()
    headers = {
        "Content-Length": str(handed.size),
        "ETag": f'"{handed.sha256}"',
        "Repr-Digest": f"sha-256=:{digest}:",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    for name, value in headers.items():
        response.headers[name] = value
    return response
