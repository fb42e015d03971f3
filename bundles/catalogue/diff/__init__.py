"""Two versions of a bundle, compared in citizens' words, and over the cases that were filed. Pure.

What a condition decides is compared by walking the answers it speaks of in both versions, so a
changed threshold reads as what it changes for whom.
"""

from __future__ import annotations

from bundles.catalogue.definition import Version
from bundles.catalogue.diff import form, items, letters, materials, questions
from bundles.catalogue.diff.effects import Effects, effects
from bundles.catalogue.diff.words import Difference

__all__ = ["Difference", "Effects", "differences", "effects"]


def differences(old: Version, new: Version) -> tuple[Difference, ...]:
    """All that somebody who files a case would notice; what only the code sees is left out."""
    return (
        *items.differences(old, new),
        *materials.differences(old, new),
        *questions.differences(old, new),
        *form.differences(old, new),
        *letters.differences(old, new),
    )
