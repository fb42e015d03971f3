"""The interface, and asking whichever service the settings name, in bounded time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Protocol, Self

import structlog
from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

log = structlog.get_logger(__name__)
_calls = ThreadPoolExecutor(max_workers=8, thread_name_prefix="signatures")


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs, as far as a service has to know; ``level`` says how well we know it ourselves."""

    name: str
    id_number: str
    level: str


@dataclass(frozen=True, slots=True)
class Token:
    """What a service gives: kept beside the signature, and proof without asking the service again.

    ``person`` is a keyed hash or a handle of the service, never a name or number; ``signed_at`` is
    RFC 3339; ``value`` is base64 over everything else.
    """

    service: str
    algorithm: str
    key: str
    text_hash: str
    person: str
    level: str
    signed_at: str
    value: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Raises ``TypeError`` for what was never a token."""
        return cls(**stored)


class ServiceFailed(Exception):
    """The service did not answer, or not in time: nothing was signed, and it can be tried again."""

    code = "signature_service_failed"
    message: str | Promise = _("签名服务暂时没有响应，您的签字还没有保存。请过一会儿再试一次。")

    def __str__(self) -> str:
        return str(self.message)


class SignatureService(Protocol):
    """What a service has to offer; anything it raises counts as a failure to be tried again."""

    def sign(self, text_hash: str, person: Person) -> Token: ...

    def verify(self, token: Token) -> bool: ...


def sign(text_hash: str, person: Person) -> Token:
    """A token over ``text_hash`` (SHA-256, hex). Never call it inside a transaction (T11).

    Raises ``ServiceFailed`` when the service fails, or has not answered within
    ``settings.SIGNATURE_SECONDS``.
    """
    try:
        token = _calls.submit(_service().sign, text_hash, person).result(settings.SIGNATURE_SECONDS)
    except Exception as error:  # noqa: BLE001 — whatever ails a service, it can be tried again
        log.warning("signature_service_failed", error=type(error).__name__)
        raise ServiceFailed from None  # its own words may hold the person's
    if token.text_hash != text_hash:
        log.warning("signature_service_failed", error="signed another text")
        raise ServiceFailed
    return token


def holds(stored: dict[str, Any]) -> bool:
    """Whether a stored token is the service's own, unchanged. Takes any JSON object."""
    try:
        return _service().verify(Token.from_json(stored))
    except TypeError:
        return False


def _service() -> SignatureService:
    chosen = settings.SIGNATURE_SERVICE
    return _made(chosen["BACKEND"], tuple(sorted(chosen.get("OPTIONS", {}).items())))


@lru_cache(maxsize=8)
def _made(backend: str, options: tuple[tuple[str, Any], ...]) -> SignatureService:
    made: SignatureService = import_string(backend)(**dict(options))
    return made
