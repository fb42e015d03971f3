"""Compiles the translations whose source is newer: ``python -m portal.translations``.

The compiled catalogues are not in the repository, and GNU gettext need not be installed.
"""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = (
    ROOT / "locale",
    *ROOT.glob("[a-z]*/locale"),
    *ROOT.glob("bundles/*/locale"),
    *ROOT.glob("portal/*/locale"),
)


def compile_stale(*folders: Path) -> list[Path]:
    """Compile each stale or missing catalogue; several processes may do so at once."""
    sources = sorted(
        po for folder in folders or LOCALES for po in folder.glob("*/LC_MESSAGES/*.po")
    )
    stale = [po for po in sources if is_stale(po)]
    for po in stale:
        draft = po.with_suffix(f".{os.getpid()}.draft")
        with po.open("rb") as source, draft.open("wb") as target:
            write_mo(target, read_po(source, abort_invalid=True))
        draft.replace(po.with_suffix(".mo"))
    return stale


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


if __name__ == "__main__":
    try:
        compile_stale()
    except PoFileError as error:
        sys.exit(f"A translation cannot be read: {error}")
