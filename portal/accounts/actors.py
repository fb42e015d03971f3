"""From a signed-in user to the actor the heart records."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from bundles.casework.actors import Actor
from portal.accounts.models import User


class NobodyBehind(PermissionDenied):
    """The account belongs to neither an applicant nor an officer (an administrator, say)."""


def actor_of(user: User | AnonymousUser) -> Actor:
    """Who acts when ``user`` does something to a case.

    Raises ``NobodyBehind`` for accounts without a person; the doors answer that with 403. An
    officer who has left (``is_active`` false) is nobody, even while an old session lives.
    """
    if isinstance(user, User):
        if user.applicant is not None:
            return Actor.for_applicant(user.applicant)
        if user.officer is not None and user.officer.is_active:
            return Actor.for_officer(user.officer)
    raise NobodyBehind
