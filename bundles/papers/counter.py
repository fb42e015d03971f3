"""What is printed at the counter and kept by nobody: the application to be signed by hand, and the
label for the bag of originals. Both can be printed again as often as a printer fails.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any, Final

import typst

from bundles.papers.barcodes import code_128, qr_svg
from bundles.papers.exceptions import PrintingFailed, UnprintableText
from bundles.papers.glyphs import missing
from bundles.papers.printing import SHANGHAI, TEMPLATES, fonts

LABEL: Final = "收件袋标签"
APPLICATION: Final = "申请表"


@dataclass(frozen=True, slots=True)
class Group:
    """A block of the form, or one row of a list: its heading and its answers in words."""

    heading: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Signs:
    """Somebody who signs, in what capacity, and what they say by signing."""

    name: str
    roles: str
    statement: str


@dataclass(frozen=True, slots=True)
class Application:
    """The whole application as it will be filed. It carries people's numbers: it is handed to the
    applicant who gave them, and stored only as the scan of what they signed.
    """

    bundle: str
    hall: str
    applicant: str
    mark: str
    """The beginning of the hash of what is signed, so that paper and screen can be compared."""

    groups: Sequence[Group]
    materials: Sequence[str]
    agreements: Sequence[tuple[str, str]]
    signs: Sequence[Signs]
    printed_at: str


@dataclass(frozen=True, slots=True)
class Label:
    """For the bag with a case's originals: 100 × 60 mm."""

    number: str
    bundle: str
    applicant: str
    hall: str
    taken_in: str
    materials: Sequence[str]
    link: str


def application_pdf(application: Application, *, at: datetime) -> bytes:
    """Raises ``UnprintableText`` and ``PrintingFailed``."""
    return _printed("application", APPLICATION, asdict(application), {}, at=at)


def label_pdf(label: Label, *, at: datetime) -> bytes:
    """Code 128 and QR code side by side. Raises like ``application_pdf``."""
    drawn = {"qr": qr_svg(label.link), "code": code_128(label.number)}
    return _printed("label", LABEL, asdict(label), drawn, at=at)


def _printed(
    template: str, title: str, data: dict[str, Any], drawn: dict[str, str], *, at: datetime
) -> bytes:
    text = json.dumps(data, ensure_ascii=False)
    if lacking := missing(text):
        raise UnprintableText(lacking)
    try:
        return typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": text, **drawn},
            format="pdf",
            pdf_standards="a-2b",
            timestamp=datetime.combine(at.date(), time(12), SHANGHAI),
        )
    except typst.TypstError as error:
        raise PrintingFailed(title, error.message) from error
