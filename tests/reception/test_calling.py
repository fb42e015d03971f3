"""Numbers: drawn once, called once, and put where they belong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bundles.reception import exceptions, services
from bundles.reception.models import Ticket
from bundles.reception.selectors import ahead_of, called_to, standings
from bundles.reception.states import MOVES, TicketState
from departments.models import Shift, TicketLine, VisitRules, Window
from tests import cases
from tests.reception.floor import BATU, SARNAI, called, hall, seated, taken, window

pytestmark = pytest.mark.usefixtures("library")


def test_numbers_of_a_line_follow_each_other_and_every_line_begins_at_one() -> None:
    assert [taken("A").number, taken("A").number, taken("B").number] == ["A001", "A002", "B001"]


def test_a_number_says_what_it_is_for_and_nothing_about_who_took_it() -> None:
    ticket = taken("A")
    assert ticket.bundle_code == "company-opening"
    columns = {field.name for field in Ticket._meta.get_fields()}
    assert not columns & {"name", "phone", "applicant", "id_number"}


def test_a_bundle_of_another_line_is_not_given_a_number() -> None:
    with pytest.raises(exceptions.NoSuchLine):
        taken("B", bundle_code="company-opening")
    with pytest.raises(exceptions.NoSuchLine):
        taken("Q")


def test_who_came_first_is_called_first_and_their_clerk_has_them() -> None:
    seated()
    first, _second = taken(), taken()
    assert services.call_next(by=cases.clerk()) == first
    now = called_to(BATU)
    assert now is not None
    assert (now.number, now.window, now.calls) == ("A001", window("1"), 1)


def test_a_second_click_calls_nobody_else() -> None:
    seated()
    first, second = taken(), taken()
    services.call_next(by=cases.clerk())
    with pytest.raises(exceptions.WindowBusy) as busy:
        services.call_next(by=cases.clerk())
    assert busy.value.ticket == first
    assert fresh(second).state == TicketState.WAITING


def test_who_sits_nowhere_calls_nobody() -> None:
    taken()
    with pytest.raises(exceptions.NotAtWindow):
        services.call_next(by=cases.clerk())


def test_an_empty_hall_is_said_in_words() -> None:
    seated()
    with pytest.raises(exceptions.NobodyWaits):
        services.call_next(by=cases.clerk())


def test_elders_come_before_others_and_an_appointment_at_its_time_before_them() -> None:
    seated()
    taken()
    elder = taken(priority=True)
    later = taken(due_at=timezone.now() + timedelta(hours=1))
    punctual = taken(due_at=timezone.now() - timedelta(minutes=1))
    order = []
    for _turn in range(4):
        ticket = services.call_next(by=cases.clerk())
        order.append(ticket.number)
        services.finish(ticket.pk, by=cases.clerk())
    assert order == [punctual.number, elder.number, "A001", later.number]


def test_a_window_for_one_bundle_calls_only_its_line() -> None:
    seated()
    Window.objects.filter(pk=window("1").pk).update(bundles=["company-opening"])
    taken("B")
    company = taken("A")
    assert services.call_next(by=cases.clerk()) == company
    services.finish(company.pk, by=cases.clerk())
    with pytest.raises(exceptions.NobodyWaits):
        services.call_next(by=cases.clerk())


def test_a_number_is_missed_only_after_it_was_called_three_times() -> None:
    seated()
    ticket = called()
    for _call in range(2):
        with pytest.raises(exceptions.CallAgain):
            services.no_show(ticket.pk, by=cases.clerk())
        services.recall(ticket.pk, by=cases.clerk())
    services.no_show(ticket.pk, by=cases.clerk())
    assert fresh(ticket).state == TicketState.MISSED
    assert called_to(BATU) is None


def test_how_often_is_the_halls_own_rule() -> None:
    VisitRules.objects.create(hall=hall(), calls=1)
    seated()
    assert services.no_show(called().pk, by=cases.clerk()).state == TicketState.MISSED


def test_who_missed_it_comes_back_behind_everybody() -> None:
    VisitRules.objects.create(hall=hall(), calls=1)
    seated()
    ticket = called()
    other = taken()
    services.no_show(ticket.pk, by=cases.clerk())
    services.put_back(ticket.pk, by=cases.clerk())
    assert services.call_next(by=cases.clerk()) == other


def test_a_number_called_by_mistake_keeps_its_place() -> None:
    seated()
    ticket = called()
    taken()
    services.put_back(ticket.pk, by=cases.clerk())
    assert services.call_next(by=cases.clerk()) == ticket


def test_a_number_sent_on_is_the_next_of_that_window_and_nobody_elses() -> None:
    seated()
    seated(SARNAI, "2")
    ticket = called()
    services.transfer(ticket.pk, to=window("2").pk, by=cases.clerk())
    other = taken()
    assert services.call_next(by=cases.clerk()) == other
    assert services.call_next(by=cases.officer(SARNAI)) == ticket


def test_a_number_sent_to_an_empty_window_is_anybodys() -> None:
    seated()
    ticket = called()
    services.transfer(ticket.pk, to=window("3").pk, by=cases.clerk())
    assert services.call_next(by=cases.clerk()) == ticket


def test_another_window_cannot_touch_a_called_number() -> None:
    seated()
    seated(SARNAI, "2")
    ticket = called()
    verbs = (services.recall, services.no_show, services.serve, services.finish, services.put_back)
    for verb in verbs:
        with pytest.raises(exceptions.TicketOfAnother):
            verb(ticket.pk, by=cases.officer(SARNAI))


def test_another_halls_numbers_do_not_exist() -> None:
    seated()
    ticket = called()
    with pytest.raises(exceptions.NoSuchTicket):
        services.recall(ticket.pk, by=cases.officer("XLHT-ZW-01"))


def test_serving_keeps_its_times_and_the_case() -> None:
    seated()
    ticket = services.serve(called().pk, by=cases.clerk())
    began = ticket.serving_at
    draft = cases.draft()
    services.serve(ticket.pk, submission_id=draft.pk, by=cases.clerk())
    services.finish(ticket.pk, by=cases.clerk())
    services.finish(ticket.pk, by=cases.clerk())
    served = fresh(ticket)
    assert (served.state, served.serving_at, served.submission_id) == ("done", began, draft.pk)
    kinds = list(served.events.values_list("kind", flat=True))
    assert kinds == ["taken", "called", "serving", "done"]


def test_a_number_that_was_finished_is_called_no_more() -> None:
    seated()
    ticket = called()
    services.finish(ticket.pk, by=cases.clerk())
    with pytest.raises(exceptions.TicketMoved):
        services.recall(ticket.pk, by=cases.clerk())


def test_yesterdays_number_does_not_hold_the_window() -> None:
    seated()
    old = called()
    Ticket.objects.filter(pk=old.pk).update(day=timezone.localdate() - timedelta(days=1))
    new = taken()
    assert services.call_next(by=cases.clerk()) == new
    assert fresh(old).state == TicketState.MISSED


def test_leaving_puts_back_who_was_called_but_not_who_is_served() -> None:
    seated()
    ticket = called()
    services.leave(by=cases.clerk())
    assert fresh(ticket).state == TicketState.WAITING
    services.sit_down(window("1").pk, by=cases.clerk())
    services.serve(services.call_next(by=cases.clerk()).pk, by=cases.clerk())
    with pytest.raises(exceptions.WindowBusy):
        services.leave(by=cases.clerk())
    assert Shift.objects.filter(ends_at__gt=timezone.now()).count() == 1


def test_how_many_wait_is_counted_by_line_and_before_oneself() -> None:
    taken()
    second = taken()
    taken("B")
    assert {one.line.letter: one.waiting for one in standings(hall())} == {
        "A": 2,
        "B": 1,
        "C": 0,
        "D": 0,
        "E": 0,
    }
    assert ahead_of(second) == 1


def test_a_machine_that_is_pressed_without_end_stops() -> None:
    VisitRules.objects.create(hall=hall(), tickets_per_minute=2)
    kiosk, _word = services.register_kiosk(hall(), "门口", by=cases.clerk())
    taken(kiosk=kiosk)
    taken(kiosk=kiosk)
    with pytest.raises(exceptions.TooManyTickets):
        taken(kiosk=kiosk)
    assert taken().number == "A003"


def test_the_word_that_pairs_a_machine_works_once_and_a_stopped_machine_no_more() -> None:
    kiosk, word = services.register_kiosk(hall(), "门口", by=cases.clerk())
    _paired, secret = services.pair_kiosk(word)
    with pytest.raises(exceptions.NoSuchKiosk):
        services.pair_kiosk(word)
    assert services.kiosk_of(secret) == kiosk
    services.revoke_kiosk(kiosk.pk, hall=hall())
    assert services.kiosk_of(secret) is None


def test_every_state_but_done_can_be_left() -> None:
    assert {state for state, moves in MOVES.items() if not moves} == {TicketState.DONE}


def test_the_librarys_lines_are_for_what_the_hall_takes_in() -> None:
    assert TicketLine.objects.get(hall=hall(), letter="A").bundles == ["company-opening"]


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)
