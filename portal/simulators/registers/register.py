"""The same stand-ins within the process: for tests, and for production told to try itself out."""

from __future__ import annotations

import time

from bundles.casework.registers import Answer, Query, RegisterDown
from portal.simulators.registers.entries import entry
from portal.simulators.registers.mood import SLOW_SECONDS, Mood, mood_of


class Simulator:
    def look_up(self, query: Query) -> Answer:
        mood = mood_of(query.register)
        if mood is Mood.DOWN:
            raise RegisterDown("simulated")
        if mood is Mood.SLOW:
            time.sleep(SLOW_SECONDS)
        facts = None if mood is Mood.EMPTY else entry(query.register, query.subject)
        return Answer(facts is not None, facts or ())
