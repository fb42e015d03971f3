"""The settings of the web door, taken over by ``portal.settings``."""

from typing import Any

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "EXCLUDE_URL_PREFIXES": ["/console/", "/api/"],  # doors with pages of other makers
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}

WEB_SETTINGS: dict[str, Any] = {"CONTENT_SECURITY_POLICY": CONTENT_SECURITY_POLICY}
