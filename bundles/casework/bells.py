"""Bells are named for facts; who hears them is upstairs' business.

A bell carries an id and nothing else: the database says what is to be done. It rings after commit
and never raises, because losing a bell loses time and never a case: ``sweep`` rings again.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable
from functools import partial

import structlog
from django.db import transaction

log = structlog.get_logger(__name__)

Listener = Callable[[int], object]


class Fact(enum.StrEnum):
    """Something that has happened to a case; the listener gets the submission's primary key."""

    LOOKUPS_WANTED = "casework.lookups_wanted"
    SIGNATURES_ASKED = "casework.signatures_asked"
    SIGNED = "casework.signed"
    SIGNATURE_DECLINED = "casework.signature_declined"
    SIGNATURES_VOIDED = "casework.signatures_voided"
    ALL_SIGNED = "casework.all_signed"
    SUBMITTED = "casework.submitted"
    RETURNED = "casework.returned"
    REFUSED = "casework.refused"
    ACCEPTED = "casework.accepted"
    SECOND_NOTICE_ASKED = "casework.second_notice_asked"
    PRE_CHECKS_ASKED = "casework.pre_checks_asked"
    PRE_CHECK_ANSWERED = "casework.pre_check_answered"
    DEEMED_DUE = "casework.deemed_due"
    OPENED = "casework.opened"
    ITEM_CORRECTION = "casework.item_correction"
    ITEM_RESUBMITTED = "casework.item_resubmitted"
    ITEM_APPROVED = "casework.item_approved"
    ITEM_NOT_ACCEPTED = "casework.item_not_accepted"
    ITEM_REJECTED = "casework.item_rejected"
    ITEM_SUSPENDED = "casework.item_suspended"
    ITEM_RESUMED = "casework.item_resumed"
    ITEM_WITHDRAWN = "casework.item_withdrawn"
    READY = "casework.ready"
    DECIDED = "casework.decided"
    ISSUED = "casework.issued"
    HANDED_OVER = "casework.handed_over"
    CLOSED = "casework.closed"
    REVOKED = "casework.revoked"
    COMMITMENT_WITHDRAWN = "casework.commitment_withdrawn"
    FOLLOW_UP_MOVED = "casework.follow_up_moved"
    LATER_DUE = "casework.later_due"
    LATER_CHANGED = "casework.later_changed"
    DELIVERY_CHANGED = "casework.delivery_changed"
    WITHDRAWN = "casework.withdrawn"
    RETRIED = "casework.retried"
    LETTER_MISSING = "casework.letter_missing"
    MESSAGE_MISSING = "casework.message_missing"


_listeners: defaultdict[Fact, list[Listener]] = defaultdict(list)


def listen(fact: Fact, listener: Listener) -> None:
    """Hear ``fact`` from now on; called once per listener while the apps start."""
    if listener not in _listeners[fact]:
        _listeners[fact].append(listener)


def ring(fact: Fact, submission_id: int) -> None:
    """Tell everyone who listens, now. A listener that fails (a broker that is down) is only
    logged.
    """
    for listener in _listeners[fact]:
        try:
            listener(submission_id)
        except Exception as error:  # noqa: BLE001 — whatever ails a listener, the fact stands
            log.warning(
                "bell_unheard", fact=fact.value, submission=submission_id, error=repr(error)[:200]
            )


def ring_after_commit(fact: Fact, submission_id: int) -> None:
    """Ring once the surrounding transaction is durable, and not at all when it is rolled back."""
    transaction.on_commit(partial(ring, fact, submission_id), robust=True)
