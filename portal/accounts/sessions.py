"""Sessions whose content is sealed: half-finished sign-ups and new second factors pass through."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from applicants.keys import field_ring


class SessionStore(db.SessionStore):
    """Django's sessions in the database, under the field ring instead of merely signed.

    What no key opens any more is an empty session: its owner signs in again.
    """

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def encode(self, session_dict: dict[str, Any]) -> str:
        return field_ring().encrypt(self.serializer().dumps(session_dict)).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        try:
            content: dict[str, Any] = self.serializer().loads(field_ring().decrypt(session_data))
        except (InvalidToken, ValueError):
            return {}
        return content
