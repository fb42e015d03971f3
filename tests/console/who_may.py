"""Who may open and press what at the console: the words for it.

The rows themselves are in ``matrix.py``, one line each; the people and cases in ``stage.py``. A
word says who passes; everybody else must meet exactly the refusal that the word promises.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from tests.console.stage import Role, Stage

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


class Answer(enum.StrEnum):
    PASSES = "passes"
    SIGN_IN = "is asked to sign in"
    SECOND = "is asked for the second factor"
    FORBIDDEN = "gets 403"
    NOT_THERE = "gets 404"
    LOCKED = "meets the locked screen"
    NO_SUCH_BUTTON = "gets 405"


Place = Callable[[Stage], dict[str, Any]]
AT_WINDOWS = frozenset({Role.CLERK, Role.HEAD})
ELSEWHERE = frozenset({Role.OTHER_HALL, Role.OTHER_DIVISION})
WINDOWS = AT_WINDOWS | ELSEWHERE
ADMINISTRATORS = frozenset({Role.SYSTEM, Role.SECURITY, Role.AUDIT})
STAFF = frozenset(Role) - {Role.APPLICANT, Role.ANONYMOUS, Role.HALF, Role.LOCKED}
AT_THE_CONSOLE = STAFF - {Role.REVIEWER, Role.DECIDER, Role.PROVIDER}
DOOR = {
    Role.ANONYMOUS: Answer.SIGN_IN,
    Role.HALF: Answer.SECOND,
    Role.LOCKED: Answer.LOCKED,
}


@dataclass(frozen=True)
class Row:
    """What one address answers: ``passes`` names who gets in, ``refused`` what some others meet;
    whoever is in neither gets 403."""

    passes: frozenset[Role]
    methods: tuple[str, ...] = GET
    at: Place = lambda stage: {}
    data: Mapping[str, Any] = field(default_factory=dict)
    refused: Mapping[Role, Answer] = field(default_factory=dict)
    writers: frozenset[Role] | None = None
    """Who may post, where fewer or more may than look."""

    def expected(self, role: Role, method: str) -> Answer:
        within = self.passes if self.writers is None or method == "GET" else self.writers
        if role in within:
            return Answer.PASSES
        return {**DOOR, **self.refused}.get(role, Answer.FORBIDDEN)


def on(case: str = "", **more: Any) -> Place:
    """Where the address points: ``on("filed")`` is that case's number; ``more`` are other parts.

    A part may be a function of the stage. ``case`` is a field of the stage: filed, issued …
    """

    def place(stage: Stage) -> dict[str, Any]:
        number = {"number": getattr(stage, case).number} if case else {}
        given = {key: value(stage) if callable(value) else value for key, value in more.items()}
        return number | given

    return place


NOWHERE = on()


def windows(methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Every window clerk, of any hall, who then sees their own hall's."""
    return Row(WINDOWS, methods, at, data)


def own_case(methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Window clerks of the case's hall; for those of other halls it is not there."""
    return Row(AT_WINDOWS, methods, at, data, dict.fromkeys(ELSEWHERE, Answer.NOT_THERE))


def hall_thing(
    *roles: Role, methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any
) -> Row:
    """``roles`` of this hall; for window clerks elsewhere it is not there."""
    return Row(frozenset(roles), methods, at, data, dict.fromkeys(ELSEWHERE, Answer.NOT_THERE))


def only(*roles: Role, methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Exactly these roles."""
    return Row(frozenset(roles), methods, at, data)


def library(methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Those who take in, help, supervise or run the system may look things up."""
    return Row(AT_THE_CONSOLE - {Role.SECURITY, Role.AUDIT}, methods, at, data)


def calendar(methods: tuple[str, ...] = BOTH, at: Place = NOWHERE, **data: Any) -> Row:
    """Heads of halls and the system administrator keep the calendar."""
    return Row(frozenset({Role.HEAD, Role.SYSTEM}), methods, at, data)


def calendar_entry(at: Place) -> Row:
    """Everybody who looks things up sees it; ``calendar`` changes it."""
    return Row(library().passes, BOTH, at, writers=calendar().passes)


def anybody(methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Open to everybody, signed in or not."""
    return Row(frozenset(Role), methods, at, data)


def staff(*more: Role, methods: tuple[str, ...] = BOTH, at: Place = NOWHERE, **data: Any) -> Row:
    """Every officer about their own account, wherever they work."""
    return Row(STAFF | set(more), methods, at, data)


def answer_of(response: HttpResponseBase) -> Answer | int:
    """What a response means to the one who asked; a failure of ours is its status."""
    location = response.get("Location", "")
    if location.startswith(("/console/login/", "/accounts/login/")):
        return Answer.SIGN_IN
    if location.startswith("/console/second/") and not location.startswith("/console/second/codes"):
        return Answer.SECOND
    known = {
        401: Answer.SIGN_IN,
        403: Answer.FORBIDDEN,
        404: Answer.NOT_THERE,
        405: Answer.NO_SUCH_BUTTON,
        423: Answer.LOCKED,
    }
    if response.status_code in known:
        return known[response.status_code]
    return Answer.PASSES if response.status_code < 500 else response.status_code


def addresses() -> Iterator[str]:
    """Every name of an address at the console, as the URL configuration has them."""
    for one in get_resolver().url_patterns:
        if isinstance(one, URLResolver) and str(one.pattern) == "console/":
            yield from _names(one, "")


def _names(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _names(one, one.namespace or namespace)
        elif isinstance(one, URLPattern):
            assert one.name, f"{one} has no name"
            yield f"{namespace}:{one.name}" if namespace else one.name
