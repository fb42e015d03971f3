"""The people the simulator offers: made-up names on the numbers of the demonstration."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class DemoPerson:
    name: str
    id_number: str


PEOPLE: Final = [
    DemoPerson("王晓明", "152531199003072518"),
    DemoPerson("李敏", "152502198511220015"),
]
