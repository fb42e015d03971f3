"""What registers were asked for a form, as the applicant is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bundles.casework.models import Lookup, LookupOutcome
from bundles.casework.selectors.lookups import is_running, standing_lookups, why_missing
from bundles.catalogue.plan import PlannedMaterial
from portal.form.pages import Work


@dataclass(frozen=True, slots=True)
class Fetched:
    """One material a register is asked about. ``why`` is None unless it has to be handed in."""

    planned: PlannedMaterial
    lookup: Lookup
    why: str | None
    running: bool
    files: tuple[Any, ...]

    @property
    def found(self) -> bool:
        return self.lookup.outcome == LookupOutcome.FOUND and self.why is None

    @property
    def source(self) -> str:
        return str(self.planned.rule.source or self.planned.material.name)

    @property
    def at(self) -> datetime:
        return self.lookup.tried_at or self.lookup.asked_at

    @property
    def again(self) -> bool:
        """Whether asking once more could help."""
        return self.why in ("not_found", "down")

    @property
    def state(self) -> str:
        if self.running:
            return _("正在查询")
        if self.found:
            return _("已获取")
        return {
            "not_found": _("没有查到，请上传"),
            "not_named": _("没有填证号，请上传"),
        }.get(self.why or "", _("暂时连接不上，请上传"))


def fetched(work: Work) -> list[Fetched]:
    """In the order of the plan; what is not looked up yet is not among them."""
    lookups = {one.material_key: one for one in standing_lookups(work.submission)}
    if not lookups:
        return []
    handed = work.handed()
    return [
        Fetched(
            planned=one,
            lookup=lookups[one.material.key],
            why=why_missing(lookups[one.material.key]),
            running=is_running(lookups[one.material.key]),
            files=_from_register(handed.get(one.material.key, [])),
        )
        for one in work.plan.materials
        if one.material.key in lookups
    ]


def looked_up_by(work: Work, block: str) -> list[PlannedMaterial]:
    """What registers will be asked for by what is filled in on the page ``block``."""
    return [
        one
        for one in work.plan.materials
        if one.rule.registry
        and any(path.startswith(f"{block}.") for path in (one.rule.subject or {}).values())
    ]


def _from_register(files: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(one for one in files if one.register)
