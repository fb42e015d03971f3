"""Lockout after five wrong passwords, without writing down what people typed.

People type their phone or ID number into the sign-in field although they should not. django-axes
would store it in the clear, so it is given a name that means the account and nothing else.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from portal.accounts.models import User

TYPED_IN = ("login", "username", "email")


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The name under which failures are counted: one per account, however it was addressed.

    Sign-in name and e-mail of one account share a counter; names of nobody are counted under a
    keyed hash. ``None`` when nothing was typed.
    """
    given = credentials or {}
    typed = next((given[key] for key in TYPED_IN if given.get(key)), None)
    if typed is None:
        typed = next((request.POST[key] for key in TYPED_IN if request.POST.get(key)), None)
    if not typed:
        return None
    typed = str(typed).strip().lower()
    known = None
    if "\0" not in typed:
        known = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()
    if known is not None:
        return f"user-{known.pk}"
    return "nobody-" + salted_hmac("portal.accounts.lockout", typed).hexdigest()[:24]
