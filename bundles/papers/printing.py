"""Context in, PDF/A-2b out: the same context always gives the same bytes."""

import json
from datetime import datetime, time, timedelta
from datetime import timezone as fixed
from functools import cache
from pathlib import Path

import typst

from bundles.papers.barcodes import qr_svg
from bundles.papers.contexts import PaperContext, texts
from bundles.papers.exceptions import PrintingFailed, UnprintableText
from bundles.papers.glyphs import font_folder, missing
from bundles.papers.wording import written

TEMPLATES = Path(__file__).parent / "typst"
SHANGHAI = fixed(timedelta(hours=8))


@cache
def fonts() -> typst.Fonts:
    """The one font, without the machine's own: a paper looks the same wherever it is printed."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )


def render(context: PaperContext) -> bytes:
    """Print a paper. Unsigned; creation time is noon of the paper's own date, so it can be made
    again bit by bit.

    Raises ``UnprintableText`` naming the characters the font lacks, ``PrintingFailed`` when Typst
    refuses.
    """
    lacking = missing("".join(text for _, text in texts(context)))
    if lacking:
        raise UnprintableText(lacking)
    data = written(context) | {"title": context.title, "kind": context.kind.value}
    try:
        made = typst.compile(
            TEMPLATES / f"{context.kind.value}.typ",
            root=TEMPLATES,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False), "qr": qr_svg(context.link)},
            format="pdf",
            pdf_standards="a-2b",
            timestamp=datetime.combine(context.dated, time(12), SHANGHAI),
        )
    except typst.TypstError as error:
        raise PrintingFailed(context.title, error.message) from error
    return made
