"""Deleting what may be deleted: what goes, what stays and why, and doing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q

from applicants.exceptions import DocumentHandedIn
from applicants.forgetting import forget_applicant, forget_beside_cases, forget_document
from applicants.models import Applicant, Document, Membership
from applicants.organisations import leave
from bundles.casework import services
from bundles.casework.models import Filing, HandedMaterial, Submission
from bundles.casework.services.discard import DISCARDABLE
from bundles.casework.states import OVER
from portal.accounts.models import User
from portal.notices.models import Notice
from portal.web.mine.keeping import Kept
from portal.web.people import acting_for


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would happen if somebody left now."""

    open: list[Submission]  # somebody is still working on these: finish or withdraw first
    kept: list[Submission]  # handed in: kept by law
    drafts: list[Submission]  # deleted
    documents: int  # deleted with their bytes
    kept_documents: int  # handed in with a case
    agents: int
    organisations: list[Applicant]

    @property
    def possible(self) -> bool:
        return not self.open

    @property
    def complete(self) -> bool:
        """Whether nothing at all is left behind."""
        return not self.kept


def leaving(user: User) -> Leaving:
    """Look without changing anything."""
    kept = Kept(user)
    filed = list(kept.cases.filter(_filed()).defer("answers").order_by("-id"))
    handed = held_by_cases(kept)
    mine = list(kept.documents)
    return Leaving(
        open=[one for one in filed if one.state not in OVER],
        kept=filed,
        drafts=list(kept.cases.exclude(_filed()).defer("answers").order_by("-id")),
        documents=sum(one.pk not in handed for one in mine),
        kept_documents=sum(one.pk in handed for one in mine),
        agents=kept.person.agents.filter(revoked_at__isnull=True).count(),
        organisations=kept.parties[1:],
    )


def deletable(case: Submission) -> bool:
    """Whether a case was never handed in, so that only its applicant has an interest in it."""
    return case.state in DISCARDABLE and not case.filings.exists()


@transaction.atomic
def leave_for_good(user: User) -> bool:
    """Delete the account and everything no case needs; tells whether nothing was left.

    The caller has looked that ``leaving(user).possible``. The account is gone either way; where
    cases are kept, their applicant's name and number stay with them, and the phone goes.
    """
    kept = Kept(user)
    person = kept.person
    for case in kept.cases.exclude(_filed()):
        services.discard(case.pk, by=acting_for(person, case.applicant))
    for document in kept.documents:
        forget(document)
    for membership in Membership.objects.filter(person=person, ended_at__isnull=True):
        leave(membership.pk)
    _close(user)
    gone = [_forget(party) for party in reversed(kept.parties)]
    return all(gone)


def forget(document: Document) -> bool:
    """Delete one document where no case holds it; tells whether it is gone."""
    services.let_go(document)
    try:
        forget_document(document)
    except DocumentHandedIn:
        return False
    return True


def _forget(party: Applicant) -> bool:
    """An organisation somebody else represents as well is not theirs to delete."""
    if not party.is_person and party.members.filter(ended_at__isnull=True).exists():
        return True
    Notice.objects.filter(applicant=party, submission__filings__isnull=True).delete()
    if forget_applicant(party):
        return True
    forget_beside_cases(party)
    if party.is_person:
        party.phone = ""
        party.save(update_fields=["phone", "phone_fingerprint"])
    return False


def _close(user: User) -> None:
    """No sign-in any more. A look that an account has taken stays on record, without its name."""
    user.applicant = None
    user.save(update_fields=["applicant"])
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        _strip(user)


def _strip(user: User) -> None:
    user.username, user.phone, user.email = f"closed-{user.pk}", "", ""
    user.password, user.is_active = make_password(None), False
    user.save()


def _filed() -> Q:
    filings = Filing.objects.filter(submission=OuterRef("pk"))
    return Q(number__isnull=False) | Q(Exists(filings))


def held_by_cases(kept: Kept) -> set[int]:
    """The documents that a case holds: named in what was filed, or put to a case that was."""
    held: set[int] = set()
    for case in kept.cases.filter(_filed()):
        filed = {one["sha256"] for filing in case.filings.all() for one in _materials(filing)}
        for handed in HandedMaterial.objects.filter(submission=case):
            if handed.superseded_at is None or handed.sha256 in filed:
                held.add(handed.document_id)
    return held


def _materials(filing: Filing) -> list[dict[str, Any]]:
    return list(filing.content["materials"])
