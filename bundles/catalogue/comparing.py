"""What another answer would change: two plans of one version, one beside the other. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bundles.catalogue.definition import DepartmentRef, Question
from bundles.catalogue.figures import Figures
from bundles.catalogue.plan import Plan, PlannedItem, PlannedMaterial, PlannedPayment
from departments.calendar import Due


@dataclass(frozen=True, slots=True)
class Changed:
    """An item of both plans that is due at another time, or goes by commitment in one only."""

    was: PlannedItem
    now: PlannedItem


@dataclass(frozen=True, slots=True)
class Moved:
    """A material whose stand is another; None where that plan does not know it at all."""

    was: PlannedMaterial | None
    now: PlannedMaterial | None

    @property
    def planned(self) -> PlannedMaterial:
        """As it is afterwards, or as it was when it goes."""
        found = self.now or self.was
        assert found is not None
        return found

    @property
    def asked_anew(self) -> bool:
        """Whether the applicant has more to hand in now."""
        return _asked(self.now) and not _asked(self.was)

    @property
    def spared_anew(self) -> bool:
        """Whether the applicant has less to hand in now."""
        return _asked(self.was) and not _asked(self.now)


@dataclass(frozen=True, slots=True)
class Cost:
    """In yuan: what the applicant pays, and what others pay for them."""

    own: Decimal
    others: Decimal


@dataclass(frozen=True, slots=True)
class Changes:
    """What comes in, what goes out, and what is another; empty where nothing changes."""

    questions_in: tuple[Question, ...]
    questions_out: tuple[Question, ...]
    items_in: tuple[PlannedItem, ...]
    items_out: tuple[PlannedItem, ...]
    items_changed: tuple[Changed, ...]
    departments_in: tuple[DepartmentRef, ...]
    departments_out: tuple[DepartmentRef, ...]
    materials: tuple[Moved, ...]
    promised: tuple[Due, Due]
    legal: tuple[Due, Due]
    cost: tuple[Cost, Cost]
    figures: tuple[Figures, Figures]

    @property
    def same_list(self) -> bool:
        """Whether the applicant would notice nothing but the answer itself."""
        return not (
            self.items_in
            or self.items_out
            or self.items_changed
            or self.materials
            or self.cost[0] != self.cost[1]
            or self.promised[0].at != self.promised[1].at
            or self.figures[0] != self.figures[1]
        )


def compare(before: Plan, after: Plan) -> Changes:
    """From ``before`` to ``after``, both of one version and counted from the same day."""
    was = {one.item.key: one for one in before.items}
    now = {one.item.key: one for one in after.items}
    departments = {one.code: one for one in (*before.departments, *after.departments)}
    there = {one.code for one in before.departments}
    then = {one.code for one in after.departments}
    return Changes(
        questions_in=_without(after.questions, before.questions),
        questions_out=_without(before.questions, after.questions),
        items_in=tuple(one for key, one in now.items() if key not in was),
        items_out=tuple(one for key, one in was.items() if key not in now),
        items_changed=tuple(
            Changed(was[key], one)
            for key, one in now.items()
            if key in was and _differs(was[key], one)
        ),
        departments_in=tuple(one for code, one in departments.items() if code not in there),
        departments_out=tuple(one for code, one in departments.items() if code not in then),
        materials=_moved(before.materials, after.materials),
        promised=(before.promised, after.promised),
        legal=(before.legal, after.legal),
        cost=(cost_of(before.fees), cost_of(after.fees)),
        figures=(before.after, after.after),
    )


def cost_of(fees: Iterable[PlannedPayment]) -> Cost:
    """What a plan's payments come to."""
    fees = tuple(fees)
    return Cost(
        own=sum((Decimal(one.payment.amount) for one in fees if not one.payment.free), Decimal()),
        others=sum((Decimal(one.payment.amount) for one in fees if one.payment.free), Decimal()),
    )


def _differs(was: PlannedItem, now: PlannedItem) -> bool:
    dates = was.promised.at != now.promised.at or was.legal.at != now.legal.at
    return dates or was.by_commitment != now.by_commitment


def _moved(
    before: tuple[PlannedMaterial, ...], after: tuple[PlannedMaterial, ...]
) -> tuple[Moved, ...]:
    """In the order of the list; what neither plan asks for, promises or fetches is no change."""
    was = {one.material.key: one for one in before}
    now = {one.material.key: one for one in after}
    pairs = [Moved(was.get(key), now.get(key)) for key in dict.fromkeys((*now, *was))]
    return tuple(one for one in pairs if _stand(one.was) != _stand(one.now))


def _stand(one: PlannedMaterial | None) -> str:
    return "spared" if one is None else one.stand


def _asked(one: PlannedMaterial | None) -> bool:
    return one is not None and one.takes_files


def _without(questions: tuple[Question, ...], others: tuple[Question, ...]) -> tuple[Question, ...]:
    known = {one.key for one in others}
    return tuple(one for one in questions if one.key not in known)
