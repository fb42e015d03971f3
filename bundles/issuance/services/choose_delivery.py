"""The applicant says how the results shall reach them, and may change their mind."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from applicants.agents import Within
from applicants.models import AgentScope
from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact, ring_after_commit
from bundles.casework.exceptions import MoveNotAllowed, NotYours
from bundles.casework.services.permissions import acts_for
from bundles.catalogue import versions
from bundles.issuance.delivery import CHANGEABLE, Chosen, PostalAddress, chosen
from bundles.issuance.locking import locked
from bundles.issuance.models import Delivery, Way


@transaction.atomic
def choose_delivery(submission_id: int, *, to: PostalAddress | None, by: Actor) -> Chosen:
    """By post to ``to``, or at the window when it is None; the same again changes nothing.

    The ledger is told the way and never the address. Raises ``NotYours`` for anybody but the
    applicant and an agent authorised for everything, ``MoveNotAllowed`` for a draft and once all
    is handed over.
    """
    submission = locked(pk=submission_id)
    within = Within(submission.token, versions.version(submission.version_id).code)
    if not acts_for(by, submission.applicant_id, AgentScope.EVERYTHING, within=within):
        raise NotYours
    if submission.state not in CHANGEABLE:
        raise MoveNotAllowed(status=submission.status, to="deliver")
    way = Way.POST if to else Way.WINDOW
    before = chosen(submission)
    if (before.way, before.to) == (way, to):
        return before
    Delivery.objects.update_or_create(
        submission=submission,
        defaults={
            "way": way,
            "to": asdict(to) if to else {},
            "chosen_at": timezone.now(),
            "chosen_by": by.as_json(),
        },
    )
    casework.note(submission.pk, kind="issuance.delivery_changed", by=by, way=way.value)
    ring_after_commit(Fact.DELIVERY_CHANGED, submission.pk)
    return Chosen(way, to, True)
