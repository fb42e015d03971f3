from typing import Any

import pytest
from django.core.cache import cache

from portal.simulators.registers.entries import NAMES
from portal.simulators.registers.mood import Mood, set_mood
from tests.registers.stage import SIMULATOR


@pytest.fixture(autouse=True)
def _simulated(settings: Any, library: None):
    """Registers in this process, each quick and none resting."""
    settings.REGISTERS = SIMULATOR
    for register in NAMES:
        set_mood(register, Mood.QUICK)
        cache.delete_many([f"register-failures-{register}", f"register-rests-{register}"])
    yield
    for register in NAMES:
        set_mood(register, Mood.QUICK)
