"""Walking the scenarios of one statement after the other, and counting what was covered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import prod
from typing import Any

from bundles.catalogue.conditions import holds, variables
from bundles.catalogue.definition import BundleMaterial, Version
from bundles.catalogue.lint.scenarios import Scenario, domain, elsewhere, meeting, scenarios

Keys = tuple[str, ...]


class Walk:
    """One version under proof. Each group of questions is bound once, each condition run once for
    the answers it can tell apart.
    """

    def __init__(self, version: Version) -> None:
        self.version = version
        self.evaluations = 0
        self.idle: set[tuple[str | int, ...]] = set()
        """Places that only this division's own values switch off."""

        self._groups: dict[Keys, list[Scenario]] = {}
        self._outcomes: dict[tuple[str, str], bool] = {}
        self._read: dict[str, Keys] = {}

    @property
    def groups(self) -> Mapping[Keys, Sequence[Scenario]]:
        """The groups that lie in no other, with all their scenarios."""
        return {
            keys: walked
            for keys, walked in self._groups.items()
            if not any(set(keys) < set(other) for other in self._groups)
        }

    @property
    def combinations(self) -> int:
        """How many combinations all questions together have."""
        return 2 * prod(len(domain(question)) for question in self.version.questions)

    def over(self, conditions: Iterable[str]) -> Sequence[Scenario]:
        """Every scenario these conditions can tell apart, the plainest first.

        Raises ``TooManyTogether``.
        """
        keys = meeting(self.version, conditions)
        if keys not in self._groups:
            self._groups[keys] = scenarios(self.version, keys)
        return self._groups[keys]

    def first(
        self, conditions: Iterable[str], breaks: Callable[[Mapping[str, Any]], bool]
    ) -> Scenario | None:
        """The scenario with the fewest answers that are no defaults for which ``breaks`` holds."""
        return next((one for one in self.over(conditions) if breaks(one.names)), None)

    def all_hold(self, conditions: Iterable[str], names: Mapping[str, Any]) -> bool:
        return all(self.holds(condition, names) for condition in conditions)

    def holds(self, condition: str, names: Mapping[str, Any]) -> bool:
        """Like ``conditions.holds``, run once for what the condition reads of ``names``."""
        mark = (condition, repr([names.get(name) for name in self._reads(condition)]))
        if mark not in self._outcomes:
            self.evaluations += 1
            self._outcomes[mark] = holds(condition, names)
        return self._outcomes[mark]

    def reachable(
        self,
        place: tuple[str | int, ...],
        conditions: Sequence[str],
        reached: Callable[[Mapping[str, Any]], bool] | None = None,
    ) -> bool:
        """Whether some answers lead there; where a local value alone forbids it, it stands idle."""
        leads = reached or (lambda names: self.all_hold(conditions, names))
        if self.first(conditions, leads) is not None:
            return True
        for version in elsewhere(self.version, conditions):
            keys = meeting(version, conditions)
            if any(leads(one.names) for one in scenarios(version, keys)):
                self.idle.add(place)
                return True
        return False

    def living(self, material: BundleMaterial) -> tuple[str, ...]:
        """The items that ask for it and still exist."""
        return tuple(key for key in material.items if key in self.version.items_by_key)

    def _reads(self, condition: str) -> Keys:
        if condition not in self._read:
            self._read[condition] = tuple(sorted(variables(condition)))
        return self._read[condition]
