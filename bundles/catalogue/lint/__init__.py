"""Proofs about a bundle before anybody files a case on it.

Each module looks at one side; none of them stops at the first mistake. What ``inspect`` lets pass
can be planned under every answer, asks nothing in vain, and promises nothing the law forbids.
"""

from __future__ import annotations

from bundles.catalogue.definition import Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint import conditions, items, keys, materials, pages, signatories

__all__ = ["inspect"]


def inspect(version: Version) -> tuple[Finding, ...]:
    """All that is wrong, in the order of the document; nothing when it may be published.

    References come first: while a name leads nowhere, nothing can be proved about what follows.
    """
    findings = [
        *keys.inspect(version),
        *pages.inspect(version),
        *signatories.inspect(version),
        *conditions.references(version),
    ]
    if not findings:
        findings = [*conditions.domains(version), *items.inspect(version)]
    if not findings:
        findings = [*materials.inspect(version)]
    return tuple(findings)
