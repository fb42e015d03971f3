"""Structured logs that carry the case number and never a person's number.

``bind_case`` marks everything logged from here on in this request or task. All loggers, the
libraries' included, pass the same processors, the last of which masks whatever looks like an ID, a
phone or an account number.
"""

import logging
import re
import sys
from collections.abc import Callable
from typing import Any, TextIO
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.typing import EventDict, Processor, WrappedLogger

# letters or digits on either side mean a code or a hash, not a number of a person
NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"\d{17}[\dXx]"  # resident ID
    r"|\d{15,16}|\d{19}"  # old resident ID, bank account or card
    r"|(?:\+?86[ -]?)?1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})"  # mobile phone
    r")(?![0-9A-Za-z])"
)
ADDRESSES = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")  # of e-mail
# whoever has the address has the signature, or may act for somebody; also inside ``?next=``
LINKS = re.compile(
    r"((?:/|%2F)(?:sign|authorise|beside|kiosk(?:/|%2F)pair)(?:/|%2F))[\w-]{20,}", re.IGNORECASE
)
SECRET_WORDS = frozenset(
    "password passwd secret token authorization cookie api_key "
    "id_number phone name answers result".split()
)
MASK = "***"


def bind_case(number: str) -> None:
    """Let every further line of this request or task carry the case number."""
    structlog.contextvars.bind_contextvars(case=number)


def begin(**context: Any) -> None:
    """Start a request or a task with a clean slate."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(**context)


def mask(value: Any) -> Any:
    """The value with every number of a person replaced; containers are walked."""
    if isinstance(value, str):
        return LINKS.sub(rf"\1{MASK}", ADDRESSES.sub(MASK, NUMBERS.sub(MASK, value)))
    if isinstance(value, dict):
        return {key: MASK if secret(key) else mask(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [mask(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return MASK if NUMBERS.fullmatch(str(value)) else value
    return value


def secret(key: Any) -> bool:
    return isinstance(key, str) and key.lower() in SECRET_WORDS


def mask_event(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Mask the finished line, texts of exceptions included, but not its time and logger."""
    kept = {key: event[key] for key in ("timestamp", "level", "logger") if key in event}
    return {**mask(dict(event)), **kept}


def shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.processors.StackInfoRenderer(),
    ]


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is now: servers, tests and shells replace it."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, stream: TextIO) -> None:
        """The base class wants to keep one."""


def configure(*, production: bool, level: str) -> dict[str, Any]:
    """Set structlog up; returns Django's ``LOGGING``: JSON in production, else key=value."""
    structlog.configure(
        processors=[*shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if production
        else structlog.processors.KeyValueRenderer(
            key_order=["timestamp", "level", "event"], drop_missing=True
        )
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared(),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    mask_event,
                    render,
                ],
            }
        },
        "handlers": {"lines": {"()": StandardError, "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "axes": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "pyhanko": {"level": "WARNING"},
        },
    }


class RequestLog:
    """Middleware: gives each request a clean slate and an id, and hands the id back in
    ``X-Request-ID``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid4().hex[:16]
        begin(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response
