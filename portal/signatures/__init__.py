"""Signature services: whoever puts their seal under "this person confirmed this text, then".

One small interface (``SignatureService``); ``settings.SIGNATURE_SERVICE`` names the one in use and
its options. The heart stores the token and never hears of a service: doors ask for the token first,
outside any transaction, and then call ``casework.services.sign``.
"""

from portal.signatures.service import (
    Person,
    ServiceFailed,
    SignatureService,
    Token,
    holds,
    sign,
)

__all__ = ["Person", "ServiceFailed", "SignatureService", "Token", "holds", "sign"]
