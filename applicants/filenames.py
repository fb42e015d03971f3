"""A file's name as the person typed it, made safe to show, to store and to send back."""

import re
import unicodedata
from pathlib import PurePosixPath

from applicants.exceptions import BadName

LONGEST_NAME = 120  # characters, the extension included; longer stems are shortened
# They turn the reading direction and so can hide an extension ("gpj.exe" shown as "exe.jpg").
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Formats that some scripts cannot be written without: joiners, the Mongolian vowel separator.
JOINING = frozenset("\u200c\u200d\u180e")
# Windows opens devices under these names, whatever the extension (Microsoft, "Naming Files").
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
NOT_ON_WINDOWS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def clean_name(name: str) -> str:
    """Return the bare name: folders dropped, spaces tidied, composed (NFC), not over-long.

    Invisible characters go, except the joiners: Mongolian is not written without them. What
    Windows cannot save is replaced, and a device's name gets a stroke in front. Raises ``BadName``
    for control and direction-turning characters, lone surrogates, and for a name of which nothing
    is left.
    """
    if any(_unsafe(character) for character in name):
        raise BadName
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(filter(_visible, unicodedata.normalize("NFC", last[-4 * LONGEST_NAME :])))
    path = PurePosixPath(" ".join(seen.split()).rstrip(". ").translate(NOT_ON_WINDOWS))
    stem = path.stem.lstrip(". ")
    if not stem.strip(". _") or not path.suffix:
        raise BadName
    if RESERVED.fullmatch(stem.split(".", 1)[0].strip()):
        stem = f"_{stem}"
    return stem[: LONGEST_NAME - len(path.suffix)] + path.suffix


def extension(name: str) -> str:
    """Return what follows the last dot, in small letters: ``jpg``."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _unsafe(character: str) -> bool:
    return character in TURNING or unicodedata.category(character) in {"Cc", "Cs"}


def _visible(character: str) -> bool:
    return character in JOINING or unicodedata.category(character) != "Cf"
