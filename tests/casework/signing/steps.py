"""One company whose people sign, and what its applicant and they do."""

from __future__ import annotations

from applicants.models import Applicant
from applicants.services import register_person
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import SignatureRequest, SigningRound, Submission
from bundles.casework.selectors.review import review_hash
from portal.demo.company import Company
from tests import cases

COMPANY = Company(seed=31, today=cases.TODAY)
STRANGER = "152531199003072518"


def ask(draft: Submission) -> SigningRound:
    return services.ask_signatures(draft.pk, reviewed=review_hash(draft), by=cases.own(draft))


def hand_in(draft: Submission) -> Submission:
    draft = cases.fresh(draft)
    return services.apply(draft.pk, reviewed=review_hash(draft), by=cases.own(draft))


def holder(request: SignatureRequest) -> Actor:
    return Actor.for_signatory(request.pk)


def try_to_be(request: SignatureRequest, name: str, id_number: str) -> None:
    services.identify(request.pk, name=name, id_number=id_number, by=holder(request))


def founder() -> Applicant:
    """The applicant who is legal representative, shareholder and director of the company."""
    person = COMPANY.founder
    return register_person(name=person.name, id_number=person.id_number, phone=person.phone)


def change_answers(draft: Submission) -> None:
    values = {**draft.answers["blocks"]["scope"], "text": "乳制品生产；畜产品收购"}
    services.save_answers(draft.pk, block="scope", values=values, by=cases.own(draft))
