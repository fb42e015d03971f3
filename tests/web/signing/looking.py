"""What stands on a link's page, and in the one case."""

from __future__ import annotations

from django.test import Client

from bundles.casework.models import SignatureRequest, Submission


def the_case() -> Submission:
    return Submission.objects.get()


def page_of(client: Client, asked: SignatureRequest, more: str = "") -> str:
    answer = client.get(f"/sign/{asked.secret}/{more}")
    assert answer.status_code == 200
    return answer.content.decode()
