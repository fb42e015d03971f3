"""The client that comes along: plain JSON over HTTP, as docs/registers.md lays it down."""

from __future__ import annotations

import base64
import binascii
from time import monotonic
from typing import Annotated, Final

import httpx
from django.conf import settings
from pydantic import BaseModel, Field, ValidationError

from bundles.casework.registers import Answer, Extract, Query, RegisterDown

MOST_BYTES: Final = 30 * 1024 * 1024
"""Of one answer, its document in base64 included."""

ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}

Words = Annotated[str, Field(max_length=500)]


class Fact(BaseModel):
    label: Words
    value: Words


class Given(BaseModel):
    name: Words
    media_type: str
    content: str


class Said(BaseModel):
    """The body of an answer; what else is in it is ignored."""

    found: bool
    facts: list[Fact] = Field(default_factory=list, max_length=100)
    document: Given | None = None


class HttpRegister:
    """One register at ``url``, in which ``{register}`` stands for its key; ``key`` is the bearer's.

    Only status 200 is an answer: a register that finds nothing says so in the body. Redirects are
    not followed and the machine's proxies not used: the query holds a person's data.
    """

    def __init__(self, url: str, key: str = "") -> None:
        self._url, self._key = url, key

    def look_up(self, query: Query) -> Answer:
        said = _read(self._ask(query))
        facts = tuple((one.label, one.value) for one in said.facts)
        document = _document(said.document) if said.found and said.document else None
        if said.found and not facts and document is None:
            raise RegisterDown("empty_answer")
        return Answer(said.found, facts if said.found else (), document)

    def _ask(self, query: Query) -> bytes:
        body = {
            "format": 1,
            "register": query.register,
            "purpose": query.purpose,
            "reference": query.reference,
            "subject": dict(query.subject),
        }
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        url = self._url.replace("{register}", query.register)
        until = monotonic() + settings.REGISTER_SECONDS
        try:
            with (
                httpx.Client(timeout=settings.REGISTER_SECONDS, trust_env=False) as client,
                client.stream("POST", url, json=body, headers=headers) as response,
            ):
                if response.status_code != httpx.codes.OK:
                    raise RegisterDown(f"status_{response.status_code}")
                return _whole(response, until)
        except httpx.TimeoutException:
            raise RegisterDown("timeout") from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise RegisterDown("unreachable") from None


def _whole(response: httpx.Response, until: float) -> bytes:
    """All of it; one that drips on is left, for httpx times each piece by itself."""
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > MOST_BYTES:
            raise RegisterDown("too_large")
        if monotonic() > until:
            raise RegisterDown("timeout")
    return bytes(content)


def _read(content: bytes) -> Said:
    try:
        return Said.model_validate_json(content)
    except ValidationError:
        raise RegisterDown("not_understood") from None


def _document(given: Given) -> Extract:
    ending = ENDINGS.get(given.media_type)
    try:
        content = base64.b64decode(given.content, validate=True)
    except (binascii.Error, ValueError):
        raise RegisterDown("not_understood") from None
    if ending is None or not content:
        raise RegisterDown("not_understood")
    name = given.name if given.name.lower().endswith(f".{ending}") else f"{given.name}.{ending}"
    return Extract(content, name)
