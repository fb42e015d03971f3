"""Looking behind the mask: allowed with a reason, and written down."""

from django.utils.translation import gettext_lazy as _

from applicants.identity import mask_numbers
from portal.accounts.actors import actor_of
from portal.accounts.models import DisclosureEntry, User


class ReasonMissing(Exception):
    """Nobody sees a person's data in the clear without saying why."""

    code = "reason_missing"
    message = _("请写明查看理由（至少 4 个字），系统会记录。")


SHORTEST_REASON = 4


def disclose(
    user: User, *, kind: str, subject_id: int | str, what: str, reason: str
) -> DisclosureEntry:
    """Record that ``user`` is shown ``what`` of the subject, and why; call it before showing.

    Raises ``ReasonMissing`` for an empty or token reason. Every look is an entry of its own.
    The record can never be changed, so a person's number typed as a reason is starred.
    """
    reason = mask_numbers(" ".join(reason.replace("\0", " ").split()))
    if len(reason) < SHORTEST_REASON:
        raise ReasonMissing
    return DisclosureEntry.objects.create(
        user=user,
        actor=actor_of(user).as_json(),
        subject_kind=kind,
        subject_id=str(subject_id),
        what=what,
        reason=reason[:500],
    )
