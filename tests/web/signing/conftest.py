"""王晓明 opens a company with 李娜; she has to sign by her link."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import SignatureRequest
from departments.models import Hall
from portal.accounts.models import User
from tests import cases
from tests.web.company import QUESTIONS, REPEATED, SINGLE


@pytest.fixture
def ready(wang: User) -> str:
    """Everything filled in and handed in, by the verbs: the form's own pages have their tests."""
    assert wang.applicant is not None
    by, version = Actor.for_applicant(wang.applicant), cases.six_in_one()
    hall = Hall.objects.get(code="wlg-hall")
    draft = services.start(version, wang.applicant, hall=hall, token=uuid4(), by=by)
    for block, values in ({"questions": QUESTIONS} | SINGLE | REPEATED).items():
        services.save_answers(draft.pk, block=block, values=values, by=by)
    for key in ("M07", "M08", "M09", "M11"):
        document = cases.a_document(wang.applicant, name=f"{key}.pdf")
        services.attach(draft.pk, material_key=key, document=document, by=by)
    return f"/cases/{draft.token}/"


@pytest.fixture
def asked(his: Client, ready: str) -> SignatureRequest:
    """王晓明 has reviewed, ticked and signed; 李娜 has her link."""
    page = his.get(f"{ready}review/")
    agree = [key for key, *_rest in page.context["agreements"]]
    answer = his.post(f"{ready}review/", {"reviewed": page.context["reviewed"], "agree": agree})
    assert answer["Location"] == f"{ready}signatures/"
    return SignatureRequest.objects.get(signature__isnull=True)


@pytest.fixture
def phone() -> Client:
    """李娜's telephone: signed in nowhere."""
    return Client()
