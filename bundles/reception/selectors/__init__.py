"""What others ask of the hall's floor."""

from bundles.reception.selectors.waiting import (
    Standing,
    ahead_of,
    appointments_of_day,
    called_now,
    called_to,
    letters_of,
    standings,
    tickets_of,
    waiting_for,
)

__all__ = [
    "Standing",
    "ahead_of",
    "appointments_of_day",
    "called_now",
    "called_to",
    "letters_of",
    "standings",
    "tickets_of",
    "waiting_for",
]
