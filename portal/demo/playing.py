"""What every play has: people at screens of their own, departments at the API, a verifier."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from portal.demo.applicant import Invited, Result
from portal.demo.browsing import Browser
from portal.demo.company import Person
from portal.demo.department import Department
from portal.demo.exceptions import DemoFailed
from portal.demo.people import People, SignIn
from portal.demo.signatory import Signatory
from portal.demo.telling import Story
from portal.demo.verifier import Verifier


class Errand(Protocol):
    """What somebody wants done: the one form filled in, and what each department finds for it."""

    @property
    def name(self) -> str: ...

    @property
    def answers(self) -> dict[str, Any]: ...

    @property
    def signatories(self) -> Sequence[Person]: ...

    def result(self, key: str) -> dict[str, Any]: ...


@dataclass
class Played:
    case_number: str = ""
    receipt: bytes = b""
    results: list[Result] = field(default_factory=list)


@dataclass
class Playing:
    """Everybody who takes part, over HTTP at ``base``; ``look`` raises when the play must end."""

    proof: ClassVar[str]
    """The stage of the story in which the evidence is checked."""

    base: str
    errand: Errand
    people: People
    sign_in: SignIn
    story: Story
    look: Callable[[], None]
    played: Played = field(default_factory=Played)
    given_up: threading.Event = field(default_factory=threading.Event)

    def sign(self, invited: Iterable[Invited]) -> None:
        """Everybody at a screen of their own, signed in nowhere."""
        people = self.errand.signatories
        for one in invited:
            with self.browser() as telephone:
                Signatory(telephone, self.story).confirm(one.link, people[one.number - 1])

    def decide(self, keys: Iterable[str]) -> None:
        """Departments that wait for the same thing work at the same time."""
        results = {key: self.errand.result(key) for key in keys}  # drawn in order, not in a race
        with ThreadPoolExecutor(len(results)) as pool:
            running = [pool.submit(self.decide_one, key, data) for key, data in results.items()]
            try:
                for decided in as_completed(running):
                    decided.result()
            except BaseException:
                self.given_up.set()  # the others would wait for something that never comes
                raise

    def decide_one(self, key: str, result: dict[str, Any]) -> None:
        acting = self.people.keys[key]
        department = Department(
            self.base,
            name=acting.department_name,
            key=acting.key,
            officer=acting.officer,
            decider=acting.decider,
            story=self.story,
            waiting=self.still_on,
        )
        try:
            decided = department.decide(self.played.case_number, key, result)
        finally:
            department.close()
        if decided["status"] != "approved":
            raise DemoFailed(f"{key} stands at {decided['status']} after its approval")

    def verify(self, verifier: Verifier) -> None:
        for result in self.played.results:
            verifier.by_number(result)
            verifier.by_file(result)
        verifier.altered(self.played.results[0])

    def still_on(self) -> None:
        if self.given_up.is_set():
            raise DemoFailed("another department could not go on")
        self.look()

    @contextmanager
    def browser(self) -> Iterator[Browser]:
        browser = Browser(self.base, waiting=self.look)
        try:
            yield browser
        finally:
            browser.close()
