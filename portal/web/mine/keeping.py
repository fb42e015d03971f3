"""Everything the portal keeps about a person, as one document for them to take away.

``docs/my-data.md`` describes the shape. What was handed in is given as it was handed in, from the
filings themselves and never from the form as it stands now (T8).
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from applicants.consents import consents_of
from applicants.documents import open_document
from applicants.models import Agent, Applicant, Document, Invitation, Membership, Profile
from bundles.casework.models import Decision, Event, HandedMaterial, Submission
from bundles.catalogue.versions import version
from bundles.issuance.models import Certificate
from bundles.papers.models import Paper
from portal.accounts.models import User
from portal.notices.models import Notice
from portal.web.mine.looks import asked_for, given_to, looks_at
from portal.web.models import Preference
from portal.web.zipping import Entry

FORMAT = "one-window-portal/my-data/1"


class Kept:
    """What is kept about one account's person and the organisations they represent."""

    def __init__(self, user: User) -> None:
        assert user.applicant is not None
        self.user, self.person = user, user.applicant

    @cached_property
    def memberships(self) -> list[Membership]:
        found = Membership.objects.filter(person=self.person).select_related("organisation")
        return list(found.order_by("pk"))

    @cached_property
    def parties(self) -> list[Applicant]:
        """The person, and the organisations that are theirs now."""
        return [self.person, *(m.organisation for m in self.memberships if m.ended_at is None)]

    @property
    def cases(self) -> QuerySet[Submission]:
        return Submission.objects.filter(applicant__in=self.parties).select_related("applicant")

    @property
    def documents(self) -> QuerySet[Document]:
        return Document.objects.filter(owner__in=self.parties).order_by("-created_at", "-pk")

    def as_json(self) -> dict[str, Any]:
        """Everything but the files, in plain data: times RFC 3339, days ISO."""
        cases = list(self.cases.order_by("id"))
        return {
            "format": FORMAT,
            "made_at": timezone.localtime(),
            "account": self._account(),
            "person": _applicant(self.person),
            "organisations": [
                _applicant(one.organisation)
                | {"proof": one.proof, "since": one.since, "ended_at": one.ended_at}
                for one in self.memberships
            ],
            "agents": [_agent(one) for one in self._agents(Q(principal__in=self.parties))],
            "acting_for": [_agent(one) for one in self._agents(Q(agent=self.person))],
            "invitations": [
                _values(one, "name", "scope", "only_case", "only_bundle", "valid_until")
                | _values(one, "created_at", "expires_at", "cancelled_at")
                for one in Invitation.objects.filter(principal__in=self.parties)
            ],
            "consents": [
                _values(one, "purpose", "about", "text_hash", "text_version", "sensitive")
                | _values(one, "given_at", "given_by", "withdrawn_at", "withdrawn_by")
                for party in self.parties
                for one in consents_of(party)
            ],
            "documents": [
                _values(one, "name", "sha256", "media_type", "size", "pages", "stored_by")
                | {"stored_at": one.created_at, "file": _document_name(one)}
                for one in self.documents
            ],
            "cases": [_case(one) for one in cases],
            "messages": [
                _values(one, "kind", "key", "data", "at", "read_at")
                | {"case": one.submission.token}
                for one in Notice.objects.filter(applicant__in=self.parties)
                .select_related("submission")
                .defer("submission__answers", "submission__refusal")
            ],
            "looked_at": [
                {
                    "at": one.at,
                    "who": one.who,
                    "what": one.what,
                    "reason": one.reason,
                    "case": one.case.number if one.case else None,
                }
                for one in looks_at(self.user, cases)
            ],
            "given_to": [
                {"department": one.department.name, "case": one.case.number, "since": one.since}
                for one in given_to(self.cases)
            ],
            "registers_asked": [one.as_json() for one in asked_for(p.pk for p in self.parties)],
        }

    def entries(self) -> Iterator[Entry]:
        """The archive's files: the document first, then every paper and every file of theirs."""
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=2, default=_plain)
        yield Entry("data.json", lambda: io.BytesIO(text.encode()))
        for paper in _papers(self.cases):
            yield Entry(_paper_name(paper), paper.open, packed=True)
        for document in self.documents:
            if document.scan_state != "refused":
                yield Entry(_document_name(document), _opening(document), packed=True)

    def _account(self) -> dict[str, Any]:
        chosen = Preference.objects.filter(user=self.user).first()
        return _values(self.user, "username", "phone", "email", "date_joined", "last_login") | {
            "privacy_agreed_at": self.user.privacy_agreed_at,
            "preferences": _values(chosen, "size", "language", "place") if chosen else {},
        }

    def _agents(self, which: Q) -> QuerySet[Agent]:
        return Agent.objects.filter(which).select_related("principal", "agent").order_by("pk")


def _applicant(one: Applicant) -> dict[str, Any]:
    told = Profile.objects.filter(applicant=one).first()
    keys = ("email", "address_division", "address", "postcode", "legal_representative")
    return _values(one, "kind", "name", "id_kind", "id_number", "phone", "level") | {
        "registered_at": one.created_at,
        "profile": _values(told, *keys) if told else {},
    }


def _agent(one: Agent) -> dict[str, Any]:
    """Each side knows the other by name, masked as everywhere."""
    return _values(one, "scope", "only_case", "only_bundle", "valid_until") | {
        "principal": one.principal.masked_name,
        "agent": one.agent.masked_name,
        "given_at": one.created_at,
        "revoked_at": one.revoked_at,
    }


def _case(one: Submission) -> dict[str, Any]:
    of_version = version(one.version_id)
    moments = ("created_at", "submitted_at", "accepted_at", "decided_at", "issued_at", "closed_at")
    return _values(one, "token", "number", "status", "refusal", *moments) | {
        "bundle": of_version.code,
        "version": of_version.number,
        "name": str(of_version.name),
        "in_the_name_of": one.applicant.name,
        "form": one.answers,
        "filings": [
            _values(filing, "sequence", "filed_at", "review_hash", "content")
            for filing in one.filings.order_by("sequence")
        ],
        "materials": [
            _values(handed, "material_key", "name", "sha256", "handed_at", "superseded_at")
            | {"file": _document_name(handed.document)}
            for handed in _handed(one)
        ],
        "corrections": [
            _values(asked, "defects", "asked_at", "answered_at") for asked in one.corrections.all()
        ],
        "decisions": [_decision(decision) for decision in _decisions(one)],
        "papers": [
            _values(paper, "kind", "number", "sha256", "created_at") | {"file": _paper_name(paper)}
            for paper in _papers(Submission.objects.filter(pk=one.pk))
        ],
        "certificates": [
            _values(paper, "name", "number", "electronic_id", "check_code", "holder", "issued_at")
            | _values(paper, "valid_from", "valid_until", "revoked_at")
            for paper in _certificates(one)
        ],
        "ledger": [
            _values(event, "sequence", "kind", "at", "actor", "data", "digest")
            for event in Event.objects.filter(submission=one).order_by("sequence")
        ],
    }


def _decision(one: Decision) -> dict[str, Any]:
    return {"item": one.work_item.key} | _values(
        one, "outcome", "result", "opinion", "grounds", "decided_at"
    )


def _decisions(of: Submission) -> QuerySet[Decision]:
    return Decision.objects.filter(work_item__submission=of).select_related("work_item")


def _handed(of: Submission) -> QuerySet[HandedMaterial]:
    return HandedMaterial.objects.filter(submission=of).select_related("document")


def _certificates(of: Submission) -> QuerySet[Certificate]:
    return Certificate.objects.filter(work_item__submission=of, issued_at__isnull=False)


def _papers(cases: QuerySet[Submission]) -> QuerySet[Paper]:
    """Letters, and results once they are out."""
    out = Q(certificate__isnull=True) | Q(certificate__issued_at__isnull=False)
    return Paper.objects.filter(out, submission__in=cases).order_by("pk")


def _document_name(one: Document) -> str:
    return f"documents/{one.pk}-{one.name}"


def _paper_name(one: Paper) -> str:
    return f"papers/{one.pk}-{one.file_name}"


def _opening(document: Document) -> Any:
    return lambda: open_document(document)


def _values(row: Any, *keys: str) -> dict[str, Any]:
    return {key: getattr(row, key) for key in keys}


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return str(value)
