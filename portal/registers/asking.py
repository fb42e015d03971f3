"""Take on what the heart wrote down, ask, and bring the answer back. Any number of times."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

import structlog
from django.db.models import Q, QuerySet
from django.utils import timezone
from typst import TypstError

from applicants import documents
from applicants.exceptions import DocumentHandedIn, DocumentRefused
from applicants.forgetting import forget_document
from applicants.models import Document
from bundles.casework import services
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.models import Lookup, LookupOutcome
from bundles.casework.registers import PATIENCE, Answer, Query, RegisterDown
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from portal.registers import breaker
from portal.registers.extract import extract
from portal.registers.service import look_up
from portal.scanning.tasks import scan_soon

log = structlog.get_logger(__name__)

TAKEN_FOR: Final = timedelta(minutes=1)
"""After which a question that somebody took on and never answered is asked again."""

AGAIN_AFTER: Final = timedelta(minutes=5)
"""When a register that was down is asked again by itself …"""

GIVEN_UP_AFTER: Final = timedelta(days=1)
"""… and for how long; after that the applicant has the button."""


def ask(lookup_id: int) -> None:
    """Ask one question and note the answer; a register that rests is not asked at all."""
    lookup = services.claim_lookup(lookup_id, again_after=TAKEN_FOR)
    if lookup is None:
        return
    if breaker.is_open(lookup.register):
        services.note_answer(lookup.pk, None, document=None, at=timezone.now())
        return
    began = timezone.now()
    answer = _answer(lookup, began)
    document = _kept(lookup, answer) if answer and answer.found else None
    if answer and answer.found and document is None:
        answer = None  # a paper that cannot be kept is no paper
    noted = services.note_answer(lookup.pk, answer, document=document, at=timezone.now())
    if document is not None and not noted:
        _let_go(document)


def open_questions(submission_id: int) -> list[int]:
    """What is to be asked for one case now."""
    return list(
        _to_ask(timezone.now()).filter(submission=submission_id).values_list("pk", flat=True)
    )


def lingering(now: datetime) -> Iterable[int]:
    """Cases with a question that nobody has taken on, or whose register was down (the sweep's)."""
    rows = _to_ask(now).filter(asked_at__lt=now - timedelta(seconds=5))
    return rows.order_by("submission_id").values_list("submission_id", flat=True).distinct()


def _to_ask(now: datetime) -> QuerySet[Lookup]:
    waiting = Q(outcome=LookupOutcome.WAITING) & (
        Q(tried_at__isnull=True) | Q(tried_at__lt=now - TAKEN_FOR)
    )
    down = Q(outcome=LookupOutcome.DOWN, tried_at__lt=now - AGAIN_AFTER)
    return Lookup.objects.filter(
        waiting | down,
        superseded_at__isnull=True,
        frozen_at__isnull=True,
        asked_at__gt=now - GIVEN_UP_AFTER,
    ).exclude(submission__status__in=[SubmissionStatus.WITHDRAWN, SubmissionStatus.LAPSED])


def _answer(lookup: Lookup, began: datetime) -> Answer | None:
    """What the register says; the call stands in the book whatever it says."""
    try:
        answer = look_up(query_of(lookup))
    except RegisterDown as down:
        breaker.failed(lookup.register)
        services.log_call(lookup, LookupOutcome.DOWN, began=began, problem=down.problem)
        return None
    late = timezone.now() - began > PATIENCE
    (breaker.failed if late else breaker.answered)(lookup.register)
    outcome = LookupOutcome.FOUND if answer.found else LookupOutcome.NOT_FOUND
    services.log_call(lookup, outcome, began=began, problem="late" if late else "")
    return answer


def query_of(lookup: Lookup) -> Query:
    return Query(
        register=lookup.register,
        purpose=purpose_of(lookup),
        subject=json.loads(lookup.subject),
        reference=f"{lookup.pk}",
    )


def purpose_of(lookup: Lookup) -> str:
    """In Chinese, for the register's own book: ``办理“开办小餐馆”：个体工商户设立登记``."""
    version = versions.version(lookup.submission.version_id)
    items = "、".join(version.item(key).name.zh for key in lookup.items)
    return f"办理“{version.name.zh}”：{items}"


def _kept(lookup: Lookup, answer: Answer) -> Document | None:
    """The register's document, or the page printed from its facts, in the applicant's vault."""
    try:
        given = answer.document or extract(lookup, answer)
        document = documents.store(
            lookup.submission.applicant,
            BytesIO(given.content),
            name=given.name,
            by=Actor(ActorKind.MACHINE, lookup.register),
        )
    except (DocumentRefused, TypstError) as error:
        log.warning(
            "register_document_refused", register=lookup.register, error=type(error).__name__
        )
        return None
    scan_soon(document.sha256)
    return document


def _let_go(document: Document) -> None:
    """An answer that came too late leaves nothing behind, unless the file was there anyway."""
    if document.stored_by.startswith(f"{ActorKind.MACHINE.value}:"):
        with contextlib.suppress(DocumentHandedIn):
            forget_document(document)
