"""The two key rings of the house: one seals values, the other only recognises them."""

import hashlib
import hmac
from collections.abc import Sequence
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

MIN_LOOKUP_KEY = 32  # characters; HMAC-SHA256 wants as many bits in as it gives out


def field_ring() -> MultiFernet:
    """Return the ring that seals fields: the newest key seals, every key still unseals.

    Raises ``ImproperlyConfigured`` when ``FIELD_KEYS`` is missing or no Fernet keys.
    """
    return _ring(_keys("FIELD_KEYS"))


def newest_field_key() -> Fernet:
    """Return the one key that seals from now on."""
    return Fernet(_keys("FIELD_KEYS")[0])


def fingerprint(value: str, purpose: str) -> str:
    """Return 64 hex digits that find ``value`` again without telling it: HMAC-SHA256, newest key.

    ``purpose`` keeps the same number in two columns from being linked. The value must be in
    its canonical form: one changed character gives another fingerprint.
    """
    return _digest(_lookup_keys()[0], value, purpose)


def fingerprints(value: str, purpose: str) -> list[str]:
    """Return the fingerprints under every lookup key, newest first.

    For ``__in`` lookups, so that rows not yet reached by ``rekey`` are still found.
    """
    return [_digest(key, value, purpose) for key in _lookup_keys()]


def _digest(key: str, value: str, purpose: str) -> str:
    message = f"{purpose}\0{value}".encode("utf-8", "surrogatepass")
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        # Without its cause: the traceback of a bad key would show the key.
        raise ImproperlyConfigured(
            "FIELD_KEYS must hold Fernet keys (32 bytes, url-safe base64); make one with "
            "'python -c \"from cryptography.fernet import Fernet; "
            "print(Fernet.generate_key().decode())\"'."
        ) from None


def _lookup_keys() -> tuple[str, ...]:
    keys = _keys("LOOKUP_KEYS")
    if any(len(key) < MIN_LOOKUP_KEY for key in keys):
        raise ImproperlyConfigured(
            f"Every key in LOOKUP_KEYS needs at least {MIN_LOOKUP_KEY} characters; make one with "
            "'python -c \"import secrets; print(secrets.token_urlsafe(32))\"'."
        )
    return keys


def _keys(setting: str) -> tuple[str, ...]:
    keys: Sequence[str] = getattr(settings, setting, ())
    if not keys:
        raise ImproperlyConfigured(
            f"{setting} is empty: personal data can be neither sealed nor found. "
            f"Set it to a list of keys, newest first."
        )
    return tuple(keys)
