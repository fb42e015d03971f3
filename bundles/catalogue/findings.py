"""What is wrong with a bundle: where, why, under which answers, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from departments.documents import Text


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as a citizen gives it: the question's own words, and the answer's."""

    question: Text
    answer: Text


@dataclass(frozen=True, slots=True)
class Finding:
    """``place`` leads into the definition: ``("items", 0, "needs")``; a file gives it a line.

    ``answers`` are the fewest that bring the mistake about, all other questions standing at their
    defaults; ``problem`` says them too. A mistake that does not hang on answers has none.
    """

    place: tuple[str | int, ...]
    problem: str
    remedy: str
    answers: tuple[Answered, ...] = ()

    def __str__(self) -> str:
        where = ".".join(map(str, self.place))
        return f"{where}：{self.problem}{self.remedy}"


class BundleFaulty(Exception):
    """A bundle that may not be published; ``findings`` lists everything that is wrong with it."""

    code = "bundle_faulty"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))
