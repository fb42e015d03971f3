from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone

from applicants import documents
from applicants.agents import authorise, invite
from applicants.forgetting import forget_applicant, forget_beside_cases, forget_document
from applicants.models import Agent, AgentScope, Applicant, Document, Invitation, Profile
from applicants.profiles import tell
from tests.applicants.samples import Someone, pdf

Committing = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committing) -> AbstractContextManager[Any]:
    """What is done within is done as if the transaction had ended."""
    return django_capture_on_commit_callbacks(execute=True)


def keep(owner: Applicant, content: bytes) -> Document:
    return documents.store(owner, BytesIO(content), name="章程.pdf", by=Someone())


def in_vault(document: Document) -> bool:
    return documents.vault().exists(document.address)


def test_a_document_goes_with_its_bytes(
    sarula: Applicant, committed: AbstractContextManager[Any]
) -> None:
    document = keep(sarula, pdf())
    assert in_vault(document)
    with committed:
        forget_document(document)
    assert not Document.objects.exists()
    assert not in_vault(document)


def test_the_bytes_stay_while_somebody_else_keeps_the_same_content(
    sarula: Applicant,
    mengke: Applicant,
    django_capture_on_commit_callbacks: Committing,
) -> None:
    content = pdf()
    hers, his = keep(sarula, content), keep(mengke, content)
    with django_capture_on_commit_callbacks(execute=True):
        forget_document(hers)
    assert in_vault(his)
    with django_capture_on_commit_callbacks(execute=True):
        forget_document(his)
    assert not in_vault(his)


def test_a_second_deletion_changes_nothing(
    sarula: Applicant, committed: AbstractContextManager[Any]
) -> None:
    document = keep(sarula, pdf())
    with committed:
        forget_document(document)
        forget_document(document)
    assert not in_vault(document)


def test_what_was_told_goes_and_who_acts_for_whom_ends(
    sarula: Applicant, mengke: Applicant
) -> None:
    tell(sarula, {"address": "振兴路 1 号"})
    today = timezone.localdate()
    for principal, agent in ((sarula, mengke), (mengke, sarula)):
        authorise(principal, agent, scope=AgentScope.APPLY, valid_until=today)
    invite(sarula, name="孟克", scope=AgentScope.APPLY, valid_until=today)
    forget_beside_cases(sarula)
    assert not Profile.objects.exists()
    assert not Invitation.objects.exists()
    assert not Agent.objects.filter(revoked_at__isnull=True).exists()
    assert Agent.objects.count() == 2


def test_an_applicant_without_a_case_goes_without_a_trace(
    sarula: Applicant, mengke: Applicant, committed: AbstractContextManager[Any]
) -> None:
    document = keep(sarula, pdf())
    authorise(sarula, mengke, scope=AgentScope.APPLY, valid_until=timezone.localdate())
    with committed:
        assert forget_applicant(sarula)
    assert list(Applicant.objects.all()) == [mengke]
    assert not in_vault(document)
