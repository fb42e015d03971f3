"""A file's name as the person typed it, made safe to show, to store and to send back."""

import unicodedata
from pathlib import PurePosixPath

from applicants.exceptions import BadName

LONGEST_NAME = 120  # characters, the extension included; longer stems are shortened
# They turn the reading direction and so can hide an extension ("gpj.exe" shown as "exe.jpg").
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(name: str) -> str:
    """Return the bare name: folders dropped, spaces tidied, composed (NFC), not over-long.

    Joiners stay: Mongolian is not written without them. Raises ``BadName`` for control and
    direction-turning characters, lone surrogates, and for a name of which nothing is left.
    """
    if any(_unsafe(character) for character in name):
        raise BadName
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    tidy = " ".join(unicodedata.normalize("NFC", last[-4 * LONGEST_NAME :]).split()).rstrip(". ")
    path = PurePosixPath(tidy)
    if not path.stem.strip(". ") or not path.suffix:
        raise BadName
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix


def extension(name: str) -> str:
    """Return what follows the last dot, in small letters: ``jpg``."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _unsafe(character: str) -> bool:
    return character in TURNING or unicodedata.category(character) in {"Cc", "Cs"}
