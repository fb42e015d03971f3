"""The one font papers are set in; which characters it draws is the form's knowledge too."""

from pathlib import Path

from noto_cjk_sans_otc import FONT_PATH

from bundles.catalogue.characters import unprintable

FAMILY = "Noto Sans CJK SC"


def font_folder() -> Path:
    """Folder with the font file."""
    return Path(str(FONT_PATH)).parent


def missing(text: str) -> str:
    """Characters of ``text`` no paper can show, each once, in order; line ends and tabs aside."""
    return "".join(unprintable(text, lines=True))
