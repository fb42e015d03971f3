"""Machine steps that failed too often and now stand on the hall's desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from bundles.casework.models import MachineStep, RegisterCall
from portal.console.pages.registers import register_name
from portal.console.pages.words import step_name

PROBLEMS: Final = {
    "timeout": _("没有在时限内答复"),
    "late": _("答复太慢，已经改请申请人上传"),
    "unreachable": _("连接不上"),
    "not_attached": _("还没有接入"),
}
"""What ails a register, in words; any other code is a mistake in its answer."""


@dataclass(frozen=True, slots=True)
class Problem:
    id: int
    number: str
    step: str
    owner: str
    failures: int
    since: datetime | None
    error: str
    kind: str
    """The name of the failure in the program: for whoever is asked about it."""


def problems(steps: Iterable[MachineStep]) -> list[Problem]:
    return [
        Problem(
            id=step.pk,
            number=str(step.submission.number),
            step=step_name(step.name),
            owner=step.owner,
            failures=step.failures,
            since=step.stalled_at,
            error=_sentence(step.error),
            kind=step.error.partition(": ")[0],
        )
        for step in steps
    ]


@dataclass(frozen=True, slots=True)
class SilentRegister:
    """A register that did not answer when it was asked last."""

    name: str
    at: datetime
    seconds: float
    what: str
    problem: str


def silent_registers(calls: Iterable[RegisterCall]) -> list[SilentRegister]:
    return [
        SilentRegister(
            name=register_name(call),
            at=call.asked_at,
            seconds=call.took_ms / 1000,
            what=str(PROBLEMS.get(call.problem, _("答复看不懂或出错"))),
            problem=call.problem,
        )
        for call in calls
    ]


def _sentence(error: str) -> str:
    """``PrintingFailed: 字库中没有“㐬”字`` without the name in front, if anything follows it."""
    return error.partition(": ")[2] or error
