"""What is wrong with a bundle: where, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``place`` leads into the definition: ``("items", 0, "needs")``; a file gives it a line."""

    place: tuple[str | int, ...]
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = ".".join(map(str, self.place))
        return f"{where}：{self.problem}{self.remedy}"


class BundleFaulty(Exception):
    """A bundle that may not be published; ``findings`` lists everything that is wrong with it."""

    code = "bundle_faulty"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))
