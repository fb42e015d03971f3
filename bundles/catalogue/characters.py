"""Which characters a paper can carry.

A name that cannot be printed would stop a certificate long after it was decided; so the form
refuses the character by name, and the applicant is told where to go with it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import noto_cjk_sans_otc
from fontTools.ttLib import TTCollection

FONT = "NotoSansCJK-Regular.ttc"
_NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@lru_cache(maxsize=1)
def printable() -> frozenset[int]:
    """The code points of the paper font, read once, when the first text is checked."""
    path = Path(noto_cjk_sans_otc.__file__).parent / FONT
    with TTCollection(path, lazy=True) as fonts:
        return frozenset(fonts.fonts[0].getBestCmap())


def unprintable(text: str, *, lines: bool = False) -> tuple[str, ...]:
    """The characters of ``text`` that no paper can carry, each once, in their order."""
    allowed = {"\n", "\r", "\t"} if lines else set()
    bad = (
        character
        for character in text
        if character not in allowed
        and (unicodedata.category(character) in _NEVER or ord(character) not in printable())
    )
    return tuple(dict.fromkeys(bad))


def named(character: str) -> str:
    """A character so that people can recognise it even where it cannot be shown."""
    code = f"U+{ord(character):04X}"
    return code if unicodedata.category(character) in _NEVER else f"「{character}」（{code}）"
