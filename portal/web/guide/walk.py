"""Where somebody is in the guide: what is answered, what comes next, what lies behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from bundles.catalogue import versions
from bundles.catalogue.conditions import variables
from bundles.catalogue.definition import Question, Version
from bundles.catalogue.plan import Plan, plan
from bundles.catalogue.scenario import Names, asked, bind
from departments.selectors import calendar_for
from portal.web.guide.address import Told, of, query_of, read


@dataclass(frozen=True)
class Walk:
    """One bundle in one place, and what the address says so far."""

    version: Version
    told: Told
    given: Mapping[str, Any] = field(default_factory=dict)
    """What else the plan of a case hangs on, in ``plan``'s own words; nothing in the guide."""

    @cached_property
    def names(self) -> Names:
        """The answers as conditions read them."""
        return bind(self.version, self.told.given, barred=bool(self.given.get("barred")))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Those that matter beside what is answered; the unanswered ones count as usual."""
        return asked(self.version, self.names)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.key not in self.told.given)

    @property
    def waiting(self) -> Question | None:
        """The first that is not answered; None when the list can be drawn."""
        return next(iter(self.unanswered), None)

    @property
    def plan(self) -> Plan:
        """What the answers come to when the application is handed in today."""
        today = timezone.localdate()
        calendar = calendar_for(self.version.division.code)
        return plan(self.version, self.told.answers, on=today, calendar=calendar, **self.given)

    def at_most_after(self, question: Question) -> int:
        """So many questions may still come: never more, often fewer."""
        open_ones = {one.key for one in self.version.questions if one.key not in self.told.given}
        now = {one.key for one in self.questions}
        may_come: set[str] = set()
        for one in self.version.questions:
            hangs_on_open = bool(variables(one.when) & (open_ones & (may_come | now)))
            if one.key in open_ones and (one.key in now or hangs_on_open):
                may_come.add(one.key)
        return len(may_come - {question.key})

    def number(self, question: Question) -> int:
        return self.questions.index(question) + 1

    def before(self, question: Question) -> Question | None:
        at = self.questions.index(question)
        return self.questions[at - 1] if at else None

    def url(self, name: str = "guide", **more: Any) -> str:
        """A page of this guide with the same answers."""
        return reverse(f"web:{name}", kwargs={**self._place, **more}) + query_of(self.told)

    def bundle_url(self) -> str:
        return reverse("web:bundle", kwargs=self._place)

    @property
    def _place(self) -> dict[str, str]:
        return {"division": self.version.division.code, "code": self.version.code}

    def onward(self) -> str:
        """The next question, or all answers to check."""
        return self.url() if self.waiting else self.url("guide-check")

    def with_answer(self, key: str, value: Any) -> Walk:
        """As it would be with one answer changed; what then matters no more is left out."""
        return replace(self, told=of(self.version, {**self.told.given, key: value}))


def walk(request: HttpRequest, division: str, code: str) -> Walk:
    """Raises ``VersionUnknown`` where the bundle is not offered."""
    version = versions.version(versions.current(code, division).pk)
    return Walk(version, read(version, request.GET))
