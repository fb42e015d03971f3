"""Doorbells: one task per question, so that a slow register holds up no other."""

from __future__ import annotations

from celery import shared_task

from portal.registers import asking


@shared_task(name="registers.ask")
def ask(lookup_id: int) -> None:
    asking.ask(lookup_id)


def ask_wanted(submission_id: int) -> None:
    for lookup_id in asking.open_questions(submission_id):
        ask.delay(lookup_id)
