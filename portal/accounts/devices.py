"""Signed-in devices in words: enough to recognise one's own, not enough to follow anybody."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

SYSTEMS: Final[list[tuple[str, StrPromise]]] = [  # the first that occurs counts
    ("HarmonyOS", gettext_lazy("鸿蒙手机")),
    ("OpenHarmony", gettext_lazy("鸿蒙手机")),
    ("iPhone", gettext_lazy("iPhone")),
    ("iPad", gettext_lazy("iPad")),
    ("Android", gettext_lazy("安卓手机")),
    ("Windows", gettext_lazy("Windows 电脑")),
    ("Macintosh", gettext_lazy("Mac 电脑")),
    ("Linux", gettext_lazy("Linux 电脑")),
]
PROGRAMS: Final[list[tuple[str, StrPromise]]] = [
    ("MicroMessenger", gettext_lazy("微信")),
    ("AlipayClient", gettext_lazy("支付宝")),
    ("HuaweiBrowser", gettext_lazy("华为浏览器")),
    ("MiuiBrowser", gettext_lazy("小米浏览器")),
    ("QQBrowser", gettext_lazy("QQ 浏览器")),
    ("UCBrowser", gettext_lazy("UC 浏览器")),
    ("Edg", gettext_lazy("Edge 浏览器")),
    ("Firefox", gettext_lazy("Firefox 浏览器")),
    ("Chrome", gettext_lazy("Chrome 浏览器")),
    ("Safari", gettext_lazy("Safari 浏览器")),
]


def summary(user_agent: str) -> str:
    """The two marks kept of a browser's long description: system and program."""
    marks = [
        next((mark for mark, _words in table if mark in user_agent), "")
        for table in (SYSTEMS, PROGRAMS)
    ]
    return "|".join(marks)


def network(address: str) -> str:
    """The network an address is in (IPv4 /24, IPv6 /48): where, but not which house."""
    parsed = ipaddress.ip_address(address)
    size = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network((parsed, size), strict=False).network_address)


def note_device(request: HttpRequest) -> None:
    """Shorten what allauth wrote down about this session."""
    for session in UserSession.objects.filter(session_key=request.session.session_key):
        session.ip = network(session.ip)
        session.user_agent = summary(session.user_agent)
        session.save(update_fields=["ip", "user_agent"])


def note_seen(request: HttpRequest) -> None:
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now()
    )


@dataclass(frozen=True)
class Device:
    """One place where an account is signed in."""

    id: int
    words: str
    network: str
    since: datetime
    last_seen: datetime
    is_this: bool

    @classmethod
    def of(cls, session: UserSession) -> Device:
        return cls(
            id=session.pk,
            words=words(session.user_agent),
            network=_masked(session.ip),
            since=session.created_at,
            last_seen=session.last_seen_at,
            is_this=session.is_current(),
        )


def words(kept: str) -> str:
    """``Android|MicroMessenger`` as 安卓手机 · 微信."""
    system, _bar, program = kept.partition("|")
    known = (dict(SYSTEMS).get(system), dict(PROGRAMS).get(program))
    return " · ".join(str(each) for each in known if each) or _("无法识别的设备")


def _masked(address: str) -> str:
    """``10.20.30.0`` as ``10.20.30.*``."""
    if ":" in address:
        return address.rstrip(":") + ":…"
    return address.rpartition(".")[0] + ".*"
