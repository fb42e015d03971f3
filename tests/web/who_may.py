"""Who may open and press what at the web and account doors: the words for it.

The rows themselves are in ``matrix.py``, one line each; the people and cases in ``stage.py``. A
word says who passes; everybody else must meet exactly the refusal that the word promises.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from applicants.models import AgentScope
from tests.web.stage import ALL, APPLICANTS, APPLY, COLLECT, Role, Stage

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")
AGENTS: Mapping[AgentScope | None, frozenset[Role]] = {
    ALL: frozenset({Role.AGENT}),
    APPLY: frozenset({Role.AGENT, Role.FILLER, Role.ONE_CASE}),
    COLLECT: frozenset({Role.AGENT, Role.COLLECTOR}),
    None: frozenset({Role.AGENT, Role.FILLER, Role.ONE_CASE, Role.COLLECTOR}),
}


class Answer(enum.StrEnum):
    PASSES = "passes"
    SIGN_IN = "is asked to sign in"
    FORBIDDEN = "gets 403"
    NOT_THERE = "gets 404"
    NO_SUCH_BUTTON = "gets 405"


Place = Callable[[Stage], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """What one address answers: ``passes`` names who gets in, ``refused`` what the others meet."""

    passes: frozenset[Role]
    refused: Mapping[Role, Answer]
    methods: tuple[str, ...]
    at: Place
    data: Mapping[str, Any]

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who is worth asking: where every applicant passes, an agent is one applicant more."""
        if self.passes >= APPLICANTS:
            return (Role.OWNER, Role.STRANGER, Role.ANONYMOUS, Role.CLERK)
        return tuple(Role)

    def expected(self, role: Role) -> Answer:
        return Answer.PASSES if role in self.passes else self.refused[role]


def on(case: str = "", **more: Any) -> Place:
    """Where the address points: ``on("draft")`` is the draft's token; ``more`` are other parts.

    A part may be a function of the stage. ``case`` is draft, asked, filed, returned, in_review or
    issued.
    """

    def place(stage: Stage) -> dict[str, Any]:
        token: dict[str, UUID] = {"token": getattr(stage, case).token} if case else {}
        given = {key: value(stage) if callable(value) else value for key, value in more.items()}
        return token | given

    return place


NOWHERE, REVIEWED = on(), on("in_review")


def public(methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Open to everybody, signed in or not."""
    return Row(frozenset(Role), {}, methods, at, data)


def signed_in(methods: tuple[str, ...] = BOTH, at: Place = NOWHERE, **data: Any) -> Row:
    """Everybody with an account, officers too."""
    passes = frozenset(Role) - {Role.ANONYMOUS}
    return Row(passes, {Role.ANONYMOUS: Answer.SIGN_IN}, methods, at, data)


def own_account(methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Every applicant, who then sees their own and nothing else."""
    return Row(APPLICANTS, _others(Answer.NOT_THERE), methods, at, data)


def own_thing(methods: tuple[str, ...] = POST, at: Place = NOWHERE, **data: Any) -> Row:
    """Only whose it is; no agent."""
    return Row(frozenset({Role.OWNER}), _others(Answer.NOT_THERE), methods, at, data)


def case(
    *scopes: AgentScope | None,
    methods: tuple[str, ...] = GET,
    at: Place = REVIEWED,
    **data: Any,
) -> Row:
    """The owner, and agents authorised for one of ``scopes`` (filling in, when none is named).

    ``case(None)`` takes any authorisation that stands.
    """
    agents: frozenset[Role] = frozenset().union(*(AGENTS[one] for one in scopes or (APPLY,)))
    return Row(agents | {Role.OWNER}, _others(Answer.NOT_THERE), methods, at, data)


def case_owner_only(methods: tuple[str, ...] = GET, at: Place = REVIEWED, **data: Any) -> Row:
    """The owner of the case; agents never."""
    return own_thing(methods, at, **data)


def secret_link(methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Whoever holds the link, signed in or not. That a wrong secret is 404 is its own test."""
    return public(methods, at, **data)


def own_device_link(methods: tuple[str, ...] = GET, at: Place = NOWHERE, **data: Any) -> Row:
    """Whoever holds the link, but never at an official's computer: nobody signs for others."""
    passes = frozenset(Role) - {Role.CLERK}
    return Row(passes, {Role.CLERK: Answer.FORBIDDEN}, methods, at, data)


def _others(answer: Answer) -> dict[Role, Answer]:
    refused = dict.fromkeys(APPLICANTS, answer)
    return refused | {Role.ANONYMOUS: Answer.SIGN_IN, Role.CLERK: Answer.FORBIDDEN}


def answer_of(response: HttpResponseBase) -> Answer | int:
    """What a response means to the one who asked; a failure of ours is its status."""
    location = response.get("Location", "")
    if location.startswith(reverse("account_login")) and "next=" in location:
        return Answer.SIGN_IN
    known = {
        401: Answer.SIGN_IN,
        403: Answer.FORBIDDEN,
        404: Answer.NOT_THERE,
        405: Answer.NO_SUCH_BUTTON,
    }
    if response.status_code in known:
        return known[response.status_code]
    return Answer.PASSES if response.status_code < 500 else response.status_code


def addresses() -> Iterator[str]:
    """Every name of an address at the web and account doors, as the URL configuration has them."""
    for one in get_resolver().url_patterns:
        if isinstance(one, URLResolver) and not str(one.pattern).startswith(
            ("api/", "console/", "simulators/")
        ):
            yield from _names(one, one.namespace or "")


def _names(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _names(one, one.namespace or namespace)
        elif isinstance(one, URLPattern):
            assert one.name, f"{one} has no name"
            yield f"{namespace}:{one.name}" if namespace else one.name
