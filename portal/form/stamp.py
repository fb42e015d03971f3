"""What the server holds for a form, told without telling it."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings


def version_of(values: Any) -> str:
    """What the server holds for a form, as a short hash: unsaved text is put back only over it.

    ``values`` is anything JSON can hold. Keyed, for it stands in the page: short values could be
    guessed from a plain hash.
    """
    written = json.dumps(values, sort_keys=True, ensure_ascii=True, default=str)
    return hmac.new(derived_key("version"), written.encode(), hashlib.sha256).hexdigest()[:16]


def derived_key(purpose: str) -> bytes:
    return hashlib.sha256(f"portal.device.{purpose}:{settings.SECRET_KEY}".encode()).digest()
