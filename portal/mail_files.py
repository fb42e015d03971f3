"""Letters as files, for a checkout without a mail server: any mail program opens them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class EmailBackend(BaseEmailBackend):
    """Writes each letter to ``EMAIL_FILE_PATH`` as ``<moment>-<chance>.eml``, readable by its
    owner only.
    """

    def __init__(self, file_path: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(file_path or getattr(settings, "EMAIL_FILE_PATH", None) or "mail")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for letter in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.eml"
            handle = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(letter.message().as_bytes())
        return len(email_messages)
