"""Take in what a desk wrote down without a line: the case first, then its files, each of them once.

Whatever arrives twice gives the same answer twice: the token of a case and the content of a file
say what it is. Nothing that was typed is turned away for being wrong: it becomes a draft with its
number and a list of what to mend. Only what cannot be anybody's case stays on the device: a number
that was not reserved for it, or a person whose identity cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applicants.counter import seen_person
from applicants.exceptions import ApplicantError, OtherName
from applicants.models import Applicant
from applicants.services import register_person
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import ReservedNumber, Submission
from bundles.casework.reservations import NumberNotReserved
from bundles.catalogue import versions
from bundles.catalogue.models import BundleVersion
from departments.models import Officer
from portal.accounts.disclosures import searched
from portal.accounts.models import User
from portal.console.errors import PageIncomplete
from portal.console.gate import clerk_of, hall_of
from portal.console.offline import addresses
from portal.console.offline.device import Json, posted, told, uuid_in
from portal.console.offline.mending import words
from portal.console.offline.parcel import Parcel, parcel
from portal.form.keeping import kept_questions, kept_row, storable
from portal.materials.taking import hand_in, keep, not_taken
from portal.materials.uploads import refused_uploads, too_big


class PersonUnreadable(CaseworkError):
    """Name, number or phone cannot be anybody's; ``fields`` says why, field by field."""

    code = "person_unreadable"

    def __init__(self, error: ValidationError) -> None:
        super().__init__()
        self.fields = {key: " ".join(messages) for key, messages in error.message_dict.items()}

    def __str__(self) -> str:
        return _("申请人信息有误，请改正后再同步：") + " ".join(self.fields.values())


@require_POST
@told
def sync(request: HttpRequest) -> Json:
    """One case. Twice, or twice at once: the same case, the same answer."""
    brought = parcel(posted(request))
    held = taken_in(request, brought)
    assert held.submission is not None
    received = held.submission.received_at or held.used_at  # none once it was taken back
    assert received is not None
    return {
        "number": held.number,
        "received_at": received.isoformat(),
        "address": addresses.of(held.submission),
        "to_mend": words(held),
    }


def taken_in(request: HttpRequest, brought: Parcel) -> ReservedNumber:
    """The reservation with its case. Raises ``NumberNotReserved``, ``PersonUnreadable``."""
    with transaction.atomic():
        held = services.receive(
            brought.token,
            number=brought.number,
            device=brought.device,
            claimed=brought.claimed,
            begin=lambda: _draft(request, brought),
            by=Actor.for_officer(clerk_of(request)),
        )
    return ReservedNumber.objects.select_related("submission__applicant").get(pk=held.pk)


def _draft(request: HttpRequest, brought: Parcel) -> Submission:
    hall = hall_of(request)
    version = BundleVersion.objects.defer("document").filter(
        pk=brought.version, division=hall.division_id
    )
    row = version.first()
    if row is None:
        raise PageIncomplete
    applicant = _applicant(brought.person)
    searched(
        cast(User, request.user),
        by="id_number",
        typed=applicant.id_number,
        found=1,
        reason=_("断网期间本人持身份证到窗口办理"),
    )
    helper = Actor.for_helper(clerk_of(request), applicant)
    draft = services.start(row, applicant, hall=hall, token=brought.token, by=helper)
    return _filled_in(draft, brought, by=helper)


def _applicant(person: Mapping[str, str]) -> Applicant:
    """Whom the clerk saw with their original; under a name not known for the number, somebody whose
    identity is still to be compared at the counter.
    """
    name, id_number, phone = person["name"], person["id_number"], person["phone"]
    try:
        return seen_person(name=name, id_number=id_number, phone=phone)
    except OtherName:
        return register_person(name=name, id_number=id_number, phone=phone)
    except ValidationError as error:
        raise PersonUnreadable(error) from None


def _filled_in(draft: Submission, brought: Parcel, *, by: Actor) -> Submission:
    """What was typed, page by page; a part the bundle does not have is left out and told."""
    version = versions.version(draft.version_id)
    questions = kept_questions(version, storable(brought.questions))
    services.save_answers(draft.pk, block="questions", values=questions, by=by)
    answers = {"questions": questions}
    for key, part in brought.blocks.items():
        block = version.blocks_by_key.get(key)
        if block is None or (block.repeat is not None) != isinstance(part, list):
            continue
        rows = part[: block.repeat.max] if block.repeat is not None else [part]
        kept = [kept_row(version, answers, block, storable(row)) for row in rows]
        values = kept if block.repeat is not None else kept[0]
        services.save_answers(draft.pk, block=key, values=values, by=by)
    return draft


@require_POST
@told
def sync_file(request: HttpRequest, token: UUID) -> Json:
    """One file of a case that is here already; the same content again is the same file."""
    officer = clerk_of(request)
    held = _own(token, officer, uuid_in(request.POST.get("device")))
    draft = held.submission
    assert draft is not None
    key = str(request.POST.get("material", ""))[:16]
    if (file := request.FILES.get("file")) is None:
        if gone := refused_uploads(request):
            raise FileNotTaken(too_big(gone[0][1]))
        raise PageIncomplete
    by = Actor.for_helper(officer, draft.applicant)
    try:
        document = keep(draft, file, name=file.name or "", by=by)
        hand_in(draft, key, document, by=by)
    except (ApplicantError, CaseworkError) as error:
        services.note_to_mend(token, [f"file:{key}"])
        raise FileNotTaken(not_taken(file.name or "", error)) from error
    return {"taken": document.sha256}


class FileNotTaken(CaseworkError):
    """Refused in words; the device keeps it until somebody has looked."""

    code = "file_not_taken"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return self.why


def _own(token: UUID, officer: Officer, device: UUID) -> ReservedNumber:
    held = (
        ReservedNumber.objects.select_related("submission__applicant")
        .filter(token=token, device=device, officer=officer.number, hall=officer.hall_id)
        .filter(submission__isnull=False, used_at__lte=timezone.now())
        .first()
    )
    if held is None:
        raise NumberNotReserved
    return held
