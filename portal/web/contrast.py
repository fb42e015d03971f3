"""How far the colours of the stylesheet are apart, by the formula of WCAG 2.1.

``python -m portal.web.contrast`` prints the table of ``docs/design-system.md``; ``--write`` puts it
there. The pairs are those that the components use: text on a ground, and edges one must see.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "static" / "portal.css"
DOCUMENT = ROOT / "docs" / "design-system.md"
BEGIN, END = "<!-- contrast: begin -->", "<!-- contrast: end -->"

TEXT, LARGE_OR_EDGE = 4.5, 3.0
"""WCAG 2.1, 1.4.3 and 1.4.11; elder mode asks for 7 (1.4.6) of its text."""

ELDER_TEXT = 7.0
GROUNDS = ("paper", "sheet", "tint")
TEXT_PAIRS = (
    *((ink, ground) for ink in ("ink", "soft", "azure", "red") for ground in GROUNDS),
    *((ink, "sheet") for ink in ("pine", "amber", "bad")),
    ("bad", "paper"),
    ("pine", "paper"),
    *((f"{name}", f"{name}-tint") for name in ("azure", "pine", "amber", "bad")),
    *(("ink", f"{name}-tint") for name in ("azure", "pine", "amber", "bad")),
    *(("soft", f"{name}-tint") for name in ("azure", "pine", "amber", "bad")),
    ("on-azure", "azure"),
    ("on-azure", "azure-deep"),
    ("on-wall", "wall"),
    ("on-wall", "wall-deep"),
    ("focus-ink", "focus"),
)
EDGE_PAIRS = (
    *(("line-strong", ground) for ground in GROUNDS),
    ("azure", "paper"),
    ("bad", "sheet"),
    ("gold", "wall"),
    ("focus", "wall"),
)
MODES = ("light", "dark", "elder", "elder, dark")

_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\s*;")
_BLOCK = re.compile(
    r"(@media \(prefers-color-scheme: dark\) \{\s*)?:root(\[data-size=\"large\"\])? \{([^}]*)\}"
)

Colours = Mapping[str, str]


def palettes(styles: str) -> dict[str, Colours]:
    """The tokens of each mode, a mode's own over those it builds on."""
    blocks: dict[tuple[bool, bool], dict[str, str]] = {}
    for dark, elder, content in _BLOCK.findall(styles):
        found = dict(_COLOUR.findall(content))
        if found:
            blocks.setdefault((bool(dark), bool(elder)), found)
    light, night = blocks[False, False], blocks[True, False]
    aged, aged_night = blocks[False, True], blocks[True, True]
    return {
        "light": light,
        "dark": {**light, **night},
        "elder": {**light, **aged},
        "elder, dark": {**light, **night, **aged, **aged_night},
    }


def contrast(one: str, other: str) -> float:
    """From 1 to 21; both are ``#rrggbb``."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def least(mode: str, *, edge: bool) -> float:
    """What a pair must reach in a mode."""
    if edge:
        return LARGE_OR_EDGE
    return ELDER_TEXT if mode.startswith("elder") else TEXT


def table(styles: str) -> Iterator[str]:
    """The rows of the document: each pair with its figure in every mode."""
    found = palettes(styles)
    yield f"| pair | for | {' | '.join(MODES)} |"
    yield f"|---|---|{'---:|' * len(MODES)}"
    for pairs, purpose in ((TEXT_PAIRS, "text"), (EDGE_PAIRS, "edge")):
        for one, other in pairs:
            figures = (contrast(found[mode][one], found[mode][other]) for mode in MODES)
            yield f"| {one} on {other} | {purpose} | {' | '.join(f'{n:.1f}' for n in figures)} |"


def written(document: str, styles: str) -> str:
    """The document with the table of today in it."""
    before, _begin, rest = document.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n" + "\n".join(table(styles)) + f"\n{END}{after}"


def main(*arguments: str) -> None:
    styles = STYLES.read_text(encoding="utf-8")
    if "--write" in arguments:
        document = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(written(document, styles), encoding="utf-8")
    else:
        sys.stdout.writelines(f"{line}\n" for line in table(styles))


if __name__ == "__main__":
    main(*sys.argv[1:])
