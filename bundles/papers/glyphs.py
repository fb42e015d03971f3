"""Which characters the paper font can draw."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection
from noto_cjk_sans_otc import FONT_PATH

FAMILY = "Noto Sans CJK SC"


def font_folder() -> Path:
    """Folder with the one font file papers are set in."""
    return Path(str(FONT_PATH)).parent


@cache
def drawable() -> frozenset[int]:
    """Code points of the font, read once per process (about 0.2 s)."""
    with TTCollection(str(FONT_PATH), lazy=True) as collection:
        for face in collection.fonts:
            if face["name"].getDebugName(1) == FAMILY:
                return frozenset(face.getBestCmap())
    raise LookupError(f"{FAMILY} is not in {FONT_PATH}")


def missing(text: str) -> str:
    """Characters of ``text`` no paper can show, each once, in order; line breaks count as drawn."""
    known = drawable()
    return "".join(dict.fromkeys(one for one in text if ord(one) not in known and one != "\n"))
