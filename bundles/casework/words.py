"""Words that will stand on a letter, judged while whoever wrote them can still mend them (T29)."""

from __future__ import annotations

from applicants.identity import RESIDENT_ID_WITHIN
from bundles.catalogue.characters import named, unprintable

from .exceptions import IdentityNumberInWords, NotForPaper


def fit_for_paper(*texts: str) -> None:
    """Raise ``NotForPaper`` naming what no letter may or can carry; lines and tabs are fine.

    Kept all the same, such a text would stop the letter long after its author has gone home.
    """
    for text in texts:
        if RESIDENT_ID_WITHIN.search(text):
            raise IdentityNumberInWords
    if characters := unprintable("".join(texts), lines=True):
        raise NotForPaper(named(character) for character in characters[:5])
