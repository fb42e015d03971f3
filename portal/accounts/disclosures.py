"""Looking behind the mask: allowed with a reason, and written down."""

from django.utils.translation import gettext_lazy as _

from applicants.identity import mask_numbers
from applicants.keys import fingerprint
from portal.accounts.actors import actor_of
from portal.accounts.models import DisclosureEntry, User


class ReasonMissing(Exception):
    """Nobody sees a person's data in the clear without saying why."""

    code = "reason_missing"
    message = _("请写明查看理由（至少 4 个字），系统会记录。")


SHORTEST_REASON = 4


def disclose(
    user: User,
    *,
    kind: str,
    subject_id: int | str,
    what: str,
    reason: str,
    case_number: str = "",
) -> DisclosureEntry:
    """Record that ``user`` is shown ``what`` of the subject, and why; call it before showing.

    ``kind`` is ``submission`` (``subject_id`` its number), ``handover``, ``search`` … The auditor
    finds it again by ``case_number``: a submission's own number when not given.

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
        case_number=case_number or (str(subject_id) if kind == "submission" else ""),
        hall=_hall_of(user),
        what=what,
        reason=reason[:500],
    )


def searched(user: User, *, by: str, typed: str, found: int, reason: str) -> DisclosureEntry:
    """Record a search for a person: ``by`` what (name, phone, id_number), and how many were found.

    What was typed is kept as its keyed fingerprint: the auditor can tell whether two searches were
    for the same person, and learns nothing else. Raises ``ReasonMissing``.
    """
    return disclose(
        user,
        kind="search",
        subject_id=fingerprint(typed.strip(), "person_search"),
        what=f"{by} {found}",
        reason=reason,
    )


def _hall_of(user: User) -> str:
    officer = user.officer
    return officer.hall.code if officer is not None and officer.hall is not None else ""
