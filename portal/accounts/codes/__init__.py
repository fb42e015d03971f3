"""One-time codes, and the short messages that carry them.

``send(phone, text)`` is the house's way to a phone; the rest is for signing in.
"""

from portal.accounts.codes.senders import received, send

__all__ = ["received", "send"]
