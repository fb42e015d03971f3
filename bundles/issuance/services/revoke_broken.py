"""What was decided on a promise that was not kept is taken back."""

from django.db import transaction

from bundles.casework import services as casework
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.follow_up_stages import FollowUpStage
from bundles.casework.models import FollowUp, WorkItem
from bundles.issuance.exceptions import NotRevocable
from bundles.issuance.locking import locked
from bundles.issuance.models import Certificate
from bundles.issuance.services.revoke import revoke


@transaction.atomic
def revoke_broken(work_item_id: int, *, seen: int, by: Actor) -> FollowUp:
    """Revoke every result of an item, on the grounds that a reviewer proposed.

    ``by`` decides and is another than who proposed (domain facts §3.13). Raises ``StaleVersion``,
    ``NotYours``, ``RevocationNeedsAnother``, ``MoveNotAllowed`` when nobody proposed it, and
    ``NotRevocable`` while the result is not issued yet.
    """
    work_item = WorkItem.objects.only("id", "submission_id").get(pk=work_item_id)
    locked(pk=work_item.submission_id)
    certificates = list(Certificate.objects.filter(work_item=work_item_id).order_by("pk"))
    proposed_by = _proposer(work_item_id)
    casework.mark_revoked(
        work_item_id, seen=seen, certificates=[one.number for one in certificates], by=by
    )
    if not certificates or proposed_by is None:
        raise NotRevocable
    for certificate in certificates:
        revoke(certificate.pk, reviewed_by=proposed_by, by=by)
    return FollowUp.objects.get(work_item=work_item_id)


def _proposer(work_item_id: int) -> Actor | None:
    """Whoever proposed it last, as they were written down."""
    steps = FollowUp.objects.filter(
        work_item=work_item_id, steps__stage=FollowUpStage.PROPOSED
    ).order_by("-steps__pk")
    written = steps.values_list("steps__by", flat=True).first()
    if written is None:
        return None
    return Actor(
        ActorKind.OFFICER,
        written["id"],
        name=written.get("name", ""),
        title=written.get("title", ""),
        department=written.get("department", ""),
    )
