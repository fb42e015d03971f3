"""The portal as something installed: its manifest, its service worker, its page without a line."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

SHELL: Final = (
    "portal.css",
    "pwa.js",
    "drafts.js",
    "favicon.svg",
    "icons/192.png",
)
"""What a page needs to look like itself without a line."""

WORKER: Final = Path(settings.BASE_DIR) / "static" / "sw.js"
PLACEHOLDER: Final = "const { VERSION, SHELL, OFFLINE, SAID } = {};"
GROUND: Final = "#fffaf2"
THEME: Final = "#98191d"


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C). Its words are Chinese: it is installed once for everybody."""
    icons = [
        {"src": static("icons/192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("icons/512.png"), "sizes": "512x512", "type": "image/png"},
        {
            "src": static("icons/maskable-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ]
    with override("zh-hans"):
        told: dict[str, Any] = {
            "id": "/",
            "name": _("政务服务一窗通办"),
            "short_name": _("一窗通办"),
            "description": _("一张表单、一个窗口、一次提交，把要跑多个部门的事一次办成。"),
            "lang": "zh-Hans",
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": GROUND,
            "theme_color": THEME,
            "icons": icons,
            "shortcuts": [
                {"name": _("我的办件"), "url": reverse("web:cases"), "icons": icons[:1]},
                {"name": _("结果核验"), "url": reverse("web:verify"), "icons": icons[:1]},
            ],
        }
    return JsonResponse(
        told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker for the whole site; another shell makes it another one."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(private=True, no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What is possible without a line. Nobody's data: it is kept on every device."""
    return HttpResponse(render_to_string("web/offline.html"))


def _worker() -> str:
    source = WORKER.read_text()
    assert source.count(PLACEHOLDER) == 1
    shell = [static(name) for name in SHELL]
    said = {}
    for name, language in (("zh", "zh-hans"), ("en", "en")):
        with override(language):
            said[name] = _("现在没有网络。这是 {at} 保存在这台设备上的副本，可能已有新进展。")
    told = {"SHELL": shell, "OFFLINE": reverse("web:offline"), "SAID": said}
    seed = json.dumps([told, _offline_texts(), source], sort_keys=True)
    told["VERSION"] = hashlib.sha256(seed.encode()).hexdigest()[:12]
    filled = f"const {{ VERSION, SHELL, OFFLINE, SAID }} = {json.dumps(told, ensure_ascii=False)};"
    return source.replace(PLACEHOLDER, filled)


@cache
def _offline_texts() -> list[str]:
    texts: list[str] = []
    for language in ("zh-hans", "en"):
        with override(language):
            texts.append(render_to_string("web/offline.html"))
    return texts
