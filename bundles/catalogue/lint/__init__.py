"""Proofs about a bundle before anybody files a case on it.

Each module looks at one side; none of them stops at the first mistake. What ``inspect`` lets pass
can be planned under every answer, asks nothing in vain, and promises nothing the law forbids. Where
a proof fails, the finding names the fewest answers that break it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bundles.catalogue.definition import Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint import (
    catch_all,
    commitment,
    conditions,
    domains,
    keys,
    limits,
    materials,
    order,
    pages,
    printing,
    reach,
    sharing,
    signatories,
    unused,
)
from bundles.catalogue.lint.coverage import Case, Coverage, covered
from bundles.catalogue.lint.scenarios import TooManyTogether
from bundles.catalogue.lint.walking import Walk

__all__ = ["Case", "Coverage", "Proof", "inspect", "prove", "quick"]


@dataclass(frozen=True, slots=True)
class Proof:
    """``coverage`` is what was walked; None while something is wrong."""

    findings: tuple[Finding, ...]
    coverage: Coverage | None


def inspect(version: Version) -> tuple[Finding, ...]:
    """All that is wrong, in the order of the proofs; nothing when it may be published."""
    return _findings(Walk(version))


def prove(version: Version) -> Proof:
    """Like ``inspect``, and what was covered on the way."""
    walk = Walk(version)
    findings = _findings(walk)
    return Proof(findings, None if findings else covered(walk))


def quick(version: Version) -> tuple[Finding, ...]:
    """What can be told while somebody is still writing: names, types and limits, nothing walked."""
    return (*_named(version), *limits.inspect(version))


def _findings(walk: Walk) -> tuple[Finding, ...]:
    """References come first: while a name leads nowhere, nothing can be proved about what follows.

    Conditions come second: what does not give a bool cannot be walked.
    """
    try:
        return tuple(_named(walk.version)) or tuple(_told(walk)) or tuple(_walked(walk))
    except TooManyTogether as error:
        return (_too_many(walk.version, error),)


def _named(version: Version) -> Iterator[Finding]:
    yield from keys.inspect(version)
    yield from pages.inspect(version)
    yield from signatories.inspect(version)
    yield from conditions.references(version)
    yield from sharing.names(version)
    yield from catch_all.inspect(version)
    yield from printing.inspect(version)


def _told(walk: Walk) -> Iterator[Finding]:
    yield from limits.inspect(walk.version)
    yield from unused.inspect(walk.version)
    yield from domains.inspect(walk)


def _walked(walk: Walk) -> Iterator[Finding]:
    yield from order.inspect(walk)
    yield from reach.inspect(walk)
    yield from commitment.inspect(walk)
    yield from materials.inspect(walk)


def _too_many(version: Version, error: TooManyTogether) -> Finding:
    asked = [key for key in error.keys if key in version.questions_by_key]
    first = [question.key for question in version.questions].index(asked[0])
    return Finding(
        ("questions", first),
        _("太多问题在同一处相遇，无法逐一走完：{keys}。").format(keys="、".join(asked)),
        _("请把条件拆开，让每处只看少数几个问题。"),
    )
