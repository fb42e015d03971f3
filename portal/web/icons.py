"""Draws the installed portal's icons from ``static/favicon.svg``: ``python -m portal.web.icons``.

The same drawing gives the same bytes. A *maskable* icon is cut to any shape by the telephone: only
its middle four fifths are sure to be seen, so the sign stands smaller on a full ground.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typst

ROOT: Final = Path(__file__).resolve().parents[2]
DRAWING: Final = ROOT / "static" / "favicon.svg"
FOLDER: Final = ROOT / "static" / "icons"


@dataclass(frozen=True, slots=True)
class Icon:
    """``size`` in pixels; ``share`` of it that the sign takes on a ground without corners."""

    name: str
    size: int
    share: float = 1.0


ICONS: Final = (
    Icon("192.png", 192),
    Icon("512.png", 512),
    Icon("maskable-512.png", 512, share=0.72),
    Icon("apple-180.png", 180, share=0.86),
)


def drawn(icon: Icon) -> bytes:
    """The icon as PNG."""
    svg = DRAWING.read_text()
    ground = re.search(r'fill="(#[0-9a-f]{6})"', svg)
    assert ground is not None
    fill = f'rgb("{ground[1]}")' if icon.share < 1 else "none"
    page = (
        f"#set page(width: {icon.size}pt, height: {icon.size}pt, margin: 0pt, fill: {fill})\n"
        f'#place(center + horizon, image(bytes(sys.inputs.svg), format: "svg", '
        f"width: {icon.size * icon.share:.2f}pt))"
    )
    made = typst.compile(page.encode(), format="png", ppi=72, sys_inputs={"svg": svg})
    assert isinstance(made, bytes)
    return made


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for icon in ICONS:
        (FOLDER / icon.name).write_bytes(drawn(icon))


if __name__ == "__main__":
    main()
