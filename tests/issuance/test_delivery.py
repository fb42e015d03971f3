"""How results reach their owner: said in the form, changed afterwards, kept sealed."""

from dataclasses import asdict

import pytest
from django.db import connection

from applicants.services import register_person
from bundles.casework.actors import Actor
from bundles.casework.exceptions import MoveNotAllowed, NotYours
from bundles.issuance import services
from bundles.issuance.delivery import PostalAddress, chosen, first_chosen
from bundles.issuance.models import Batch, Delivery, Way
from tests.issuance.cases import Case

HOME = PostalAddress("王晓明", "13847912345", "内蒙古自治区锡林郭勒盟乌拉盖管理区", "振兴路1号")


def own(case: Case) -> Actor:
    return Actor.for_applicant(case.applicant)


def test_the_form_gives_the_first_value(submitted: Case) -> None:
    now = chosen(submitted.submission)
    assert (now.way, now.to, now.changed) == (Way.WINDOW, None, False)


def test_the_form_may_say_by_post() -> None:
    parts = {"way": "post", "recipient": "李娜", "phone": "13947954321", "address": "锡林浩特"}
    now = first_chosen({"blocks": {"delivery": parts}})
    assert now.by_post
    assert now.to == PostalAddress("李娜", "13947954321", "", "锡林浩特")


@pytest.mark.parametrize("answers", [{}, {"blocks": {}}, {"blocks": {"delivery": []}}])
def test_nothing_said_is_the_window(answers: dict[str, object]) -> None:
    assert first_chosen(answers).way is Way.WINDOW


def test_what_is_chosen_later_holds_and_is_told_without_the_address(submitted: Case) -> None:
    services.choose_delivery(submitted.pk, to=HOME, by=own(submitted))
    now = chosen(submitted.submission)
    assert now.by_post
    assert now.to == HOME
    event = submitted.submission.events.latest("sequence")
    assert event.kind == "issuance.delivery_changed"
    assert event.data == {"way": "post"}
    services.choose_delivery(submitted.pk, to=None, by=own(submitted))
    assert Delivery.objects.get().to == {}


def test_the_same_again_changes_nothing(submitted: Case) -> None:
    services.choose_delivery(submitted.pk, to=HOME, by=own(submitted))
    before = submitted.submission.chain_length
    services.choose_delivery(submitted.pk, to=HOME, by=own(submitted))
    assert submitted.submission.chain_length == before


def test_the_address_lies_sealed(submitted: Case) -> None:
    services.choose_delivery(submitted.pk, to=HOME, by=own(submitted))
    with connection.cursor() as cursor:
        cursor.execute('SELECT "to" FROM issuance_delivery')
        (kept,) = cursor.fetchone()
    for value in asdict(HOME).values():
        assert value not in kept


def test_nobody_else_chooses(submitted: Case) -> None:
    stranger = register_person(name="李娜", id_number="152502198511220015", phone="13947954321")
    for actor in (Actor.for_applicant(stranger), submitted.clerk):
        with pytest.raises(NotYours):
            services.choose_delivery(submitted.pk, to=HOME, by=actor)
    assert not Delivery.objects.exists()


def test_once_handed_over_it_is_too_late(decided: Case) -> None:
    services.issue(decided.pk)
    services.choose_delivery(decided.pk, to=HOME, by=own(decided))
    for one in Batch.objects.get().certificates.filter(arrived_at__isnull=True):
        services.arrive(one.pk, by=decided.clerk)
    receiver = services.Receiver("王晓明", "152531199003072518", "本人")
    services.hand_over(Batch.objects.get().pk, receiver=receiver, method="邮寄", by=decided.clerk)
    with pytest.raises(MoveNotAllowed):
        services.choose_delivery(decided.pk, to=None, by=own(decided))


@pytest.mark.parametrize("address", ["振兴路1号", f"{HOME.region}振兴路1号"])
def test_an_envelope_names_the_region_once(address: str) -> None:
    assert PostalAddress("", "", HOME.region, address).whole == f"{HOME.region}振兴路1号"
