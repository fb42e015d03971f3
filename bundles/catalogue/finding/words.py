"""What a text can be found by, and what a searcher's words mean.

PostgreSQL has no dictionary for Chinese, and contrib extensions may be missing, so the words are
made here: characters, pairs of characters, pinyin from every syllable on (whole and initials) and
Latin words, all in lower case. A query asks for pairs exactly and for Latin letters as a beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from pypinyin import Style, lazy_pinyin

HAN = re.compile(r"[㐀-鿿]+")
LATIN = re.compile(r"[a-z0-9]+")
LONGEST = 100
"""Characters of a query that count; nobody types more into a search box."""

SYLLABLES = 24
"""So far into a name its pinyin is followed."""

PARTS = 8
"""So many parts of a mistyped question are put together in twos."""

_ASKING_ZH = re.compile(r"我想要?|我要|想要|怎么样?|如何|请问|申请|办理|在哪里?|需要|什么|一下|的")
_TO_DO = re.compile(r"(?:^|(?<=\s))办(?=[㐀-鿿])")
_ASKING_EN = frozenset(
    "a an the to for of in on at and or i we my our want need how do does can get apply".split()
)


def index_words(names: Iterable[str], others: Iterable[str] = ()) -> set[str]:
    """Everything ``names`` are found by, pinyin included; of ``others`` only what is written."""
    names = list(names)
    found: set[str] = set()
    for text in [*names, *others]:
        found.update(written(text))
    for name in names:
        found.update(spoken(name))
    return found


def written(text: str) -> Iterator[str]:
    """Characters, pairs of characters, and Latin words of ``text``."""
    han = "".join(HAN.findall(text))
    yield from han
    yield from (first + second for first, second in pairwise(han))
    yield from LATIN.findall(text.lower())


def spoken(text: str) -> Iterator[str]:
    """Pinyin and initials of ``text``, beginning at each of its syllables."""
    syllables = pinyin("".join(HAN.findall(text)))[:SYLLABLES]
    for start in range(len(syllables)):
        yield "".join(syllables[start:])
        yield "".join(syllable[0] for syllable in syllables[start:])


def pinyin(han: str) -> list[str]:
    return [one for one in lazy_pinyin(han, style=Style.NORMAL, errors="ignore") if one]


def exact_query(text: str) -> str:
    """A raw tsquery that everything typed must match; empty when nothing can be searched for."""
    return " & ".join(_terms(text))


def near_queries(text: str) -> Iterator[str]:
    """Raw tsqueries for a mistyped or too long question, from close to loose.

    What sounds the same; what has two of its parts; what has any of them.
    """
    text = text[:LONGEST].lower()
    sounds = ["".join(pinyin(run)) for run in HAN.findall(text)]
    if sound := [_begins(one) for one in sounds if len(one) > 1]:
        yield " & ".join(sound)
    parts = list(dict.fromkeys(_parts(text)))[:PARTS]
    if len(parts) > 2:
        yield " | ".join(f"({one} & {other})" for one, other in combinations(parts, 2))
    if parts:
        yield " | ".join(parts)


def _parts(text: str) -> Iterator[str]:
    for run in HAN.findall(_without_asking(text)):
        yield from (_is(pair) for pair in _pairs(run))
    for word in _latin(text):
        yield _begins(word[: max(2, len(word) - 2)] if len(word) > 4 else word)


def _terms(text: str) -> Iterator[str]:
    text = text[:LONGEST].lower()
    for run in HAN.findall(_without_asking(text)):
        yield from (_is(pair) for pair in _pairs(run))
    for word in _latin(text):
        yield _begins(word) if len(word) > 1 else _is(word)


def _pairs(run: str) -> list[str]:
    return [first + second for first, second in pairwise(run)] or [run]


def _without_asking(text: str) -> str:
    """“我要办营业执照” asks for 营业执照; “办理” alone asks for just that."""
    short = _TO_DO.sub(" ", _ASKING_ZH.sub(" ", text))
    return short if HAN.search(short) else text


def _latin(text: str) -> list[str]:
    words = LATIN.findall(text)
    return [word for word in words if word not in _ASKING_EN] or words


def _is(word: str) -> str:
    return f"'{word}'"  # letters, digits and characters only: nothing to quote


def _begins(word: str) -> str:
    return f"'{word}':*"
