"""Numbers set aside for a desk: each of them once, whoever asks, however often, all at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bundles.casework import services
from bundles.casework.exceptions import NotYours
from bundles.casework.models import ReservedNumber, Submission
from bundles.casework.reservations import BLOCK, NumbersNotOpen, TooManyNumbers
from departments.codes import is_case_number
from departments.models import Hall
from tests import cases

DESK = uuid4()


def hall() -> Hall:
    return Hall.objects.get(code="wlg-hall")


def reserved(*tokens: UUID, device: UUID = DESK, day: date | None = None) -> list[ReservedNumber]:
    day = day or timezone.localdate()
    return services.reserve(tokens, device=device, day=day, hall=hall(), by=cases.clerk())


@pytest.mark.django_db
def test_a_number_is_reserved_for_every_token_in_their_order(library: None) -> None:
    tokens = [uuid4() for _ in range(3)]
    held = reserved(*tokens)
    assert [one.token for one in held] == tokens
    assert len({one.number for one in held}) == 3
    assert all(is_case_number(one.number) for one in held)
    assert [one.number for one in held] == sorted(one.number for one in held)


@pytest.mark.django_db
def test_the_same_tokens_again_give_the_same_numbers(library: None) -> None:
    tokens = [uuid4() for _ in range(3)]
    first = [one.number for one in reserved(*tokens)]
    assert [one.number for one in reserved(*tokens)] == first
    assert ReservedNumber.objects.count() == 3


@pytest.mark.django_db
def test_the_next_working_day_can_be_reserved_and_no_other(library: None) -> None:
    today, ahead = services.days_to_reserve(hall(), timezone.localdate())
    (tomorrows,) = reserved(uuid4(), day=ahead)
    assert f"{ahead:%Y%m%d}" in tomorrows.number
    for day in (today - timedelta(days=1), ahead + timedelta(days=1)):
        with pytest.raises(NumbersNotOpen):
            reserved(uuid4(), day=day)


@pytest.mark.django_db
def test_a_token_of_another_device_is_not_answered(library: None) -> None:
    token = uuid4()
    reserved(token)
    with pytest.raises(NotYours):
        reserved(token, device=uuid4())


@pytest.mark.django_db
def test_another_halls_clerk_reserves_nothing_here(library: None) -> None:
    with pytest.raises(NotYours):
        services.reserve(
            [uuid4()],
            device=DESK,
            day=timezone.localdate(),
            hall=hall(),
            by=cases.officer("XLHT-ZW-01"),
        )


@pytest.mark.django_db
def test_nobody_empties_the_series(library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooManyNumbers):
        reserved(*(uuid4() for _ in range(BLOCK + 1)))
    reserving = import_module("bundles.casework.services.reserve")  # the verb hides its file
    monkeypatch.setattr(reserving, "MOST_OF_A_DAY", 3)
    reserved(uuid4(), uuid4())
    with pytest.raises(TooManyNumbers):
        reserved(uuid4(), uuid4())
    assert ReservedNumber.objects.count() == 2


@pytest.mark.django_db
def test_what_was_given_back_is_never_given_out_again(library: None) -> None:
    token = uuid4()
    (held,) = reserved(token)
    assert services.give_back([token], device=uuid4(), by=cases.clerk()) == 0
    assert services.give_back([token], device=DESK, by=cases.clerk()) == 1
    assert services.give_back([token], device=DESK, by=cases.clerk()) == 0
    assert not ReservedNumber.objects.get(pk=held.pk).is_free(timezone.localdate())
    (after,) = reserved(uuid4())
    assert after.number != held.number


@pytest.mark.django_db
def test_a_number_of_a_past_day_is_not_free(library: None) -> None:
    (held,) = reserved(uuid4())
    assert held.is_free(held.day)
    assert not held.is_free(held.day + timedelta(days=1))


@pytest.mark.django_db
def test_cases_filed_meanwhile_get_other_numbers(library: None) -> None:
    held = {one.number for one in reserved(uuid4(), uuid4())}
    assert cases.filed().number not in held


@pytest.mark.django_db
def test_the_database_itself_refuses_a_number_twice(library: None) -> None:
    (held,) = reserved(uuid4())
    copy = ReservedNumber.objects.get(pk=held.pk)
    copy.pk, copy.token = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_eight_desks_reserving_while_others_file_never_meet_in_a_number(library: None) -> None:
    drafts = [cases.signed(cases.draft()) for _ in range(2)]
    same = [uuid4() for _ in range(4)]

    def reserving(desk: int) -> list[str]:
        try:
            tokens = same if desk < 2 else [uuid4() for _ in range(4)]
            device = DESK if desk < 2 else uuid4()
            return [one.number for one in reserved(*tokens, device=device)]
        finally:
            connection.close()

    def filing(draft: Submission) -> list[str]:
        try:
            by = cases.own(draft)
            reviewed = cases.review_hash(draft)
            return [str(services.apply(draft.pk, reviewed=reviewed, by=by).number)]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        at_once = [pool.submit(reserving, desk) for desk in range(8)]
        at_once += [pool.submit(filing, draft) for draft in drafts]
        given = [one.result() for one in at_once]
    assert given[0] == given[1], "the same tokens asked twice at once"
    numbers = [number for one in given[1:] for number in one]
    assert len(numbers) == len(set(numbers)) == 7 * 4 + 2
