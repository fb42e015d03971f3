"""Short messages to phones: one small interface, and the two senders that ship with it.

A sender is a class with ``send(phone, text)``. ``settings.SMS_SENDERS`` names those in use; every
message goes through all of them. A real gateway is one more class.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from applicants.identity import mask_phone


class Sender(Protocol):
    """Whatever brings a text to a phone. Raises ``OSError`` when it could not."""

    def send(self, phone: str, text: str) -> None: ...


class ConsoleSender:
    """Prints the message to the terminal, the number masked: terminals are kept as logs."""

    def send(self, phone: str, text: str) -> None:
        sys.stdout.write(f"[sms] {mask_phone(phone)}: {text}\n")
        sys.stdout.flush()


class FileSender:
    """Appends one line of JSON per message to ``settings.SMS_FILE``, for its owner only.

    The phone's stand-in on a machine without a gateway: people, tests and the demonstration read
    their codes there. Numbers are masked: their owners know them.
    """

    def send(self, phone: str, text: str) -> None:
        path = Path(settings.SMS_FILE)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        message = {
            "at": timezone.now().isoformat(),
            "phone": mask_phone(phone),
            "text": text,
        }
        line = json.dumps(message, ensure_ascii=False) + "\n"
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(line)  # one write: lines of several processes do not mix


def send(phone: str, text: str) -> None:
    """Send one short message through every sender in use. Raises ``OSError``."""
    for name in settings.SMS_SENDERS:
        sender: Sender = import_string(name)()
        sender.send(phone, text)


def received(phone: str, *, path: Path | None = None) -> Iterator[str]:
    """The texts a phone got, oldest first, as its owner would read them in the file."""
    file = path or Path(settings.SMS_FILE)
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        message: dict[str, Any] = json.loads(line)
        if message["phone"] == mask_phone(phone):
            yield message["text"]
