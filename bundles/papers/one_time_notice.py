"""The one-time notice (一次告知单): everything somebody has to know before they apply, on paper.

It belongs to no case and is kept by nobody: the same bundle, place, answers and day print the same
bytes again. Always Chinese, like every paper. Telling everything once is the office's duty
(Administrative Licensing Law art. 30 and 32; 《国务院办公厅关于简化优化公共服务流程方便基层群众办事
创业的通知》).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Final

import typst

from bundles.papers.barcodes import qr_svg
from bundles.papers.exceptions import PrintingFailed, UnprintableText
from bundles.papers.glyphs import missing
from bundles.papers.printing import SHANGHAI, TEMPLATES, fonts
from bundles.papers.wording import day

TITLE: Final = "一次告知单"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item: who decides, what it waits for, the promised and the latest lawful day."""

    name: str
    department: str
    after: str
    promised: str
    legal: str
    result: str
    by_commitment: bool = False


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material; ``how`` says what becomes of it, ``why`` who wants it or why nobody does."""

    name: str
    how: str
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when somebody is there."""

    name: str
    address: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True)
class OneTimeNotice:
    """``asked`` are handed in now, ``later`` by their own day, ``instead`` nobody brings (fetched,
    or promised), ``spared`` used to be asked for. ``link`` opens the same list on a telephone.
    """

    bundle: str
    division: str
    version: int
    dated: date
    link: str
    answers: Sequence[tuple[str, str]]
    summary: Sequence[tuple[str, str, str]]
    asked: Sequence[MaterialLine]
    later: Sequence[MaterialLine]
    instead: Sequence[MaterialLine]
    spared: Sequence[MaterialLine]
    items: Sequence[ItemLine]
    costs: Sequence[tuple[str, str]]
    basis: Sequence[str]
    places: Sequence[Place]
    spared_count: int = 0
    provisional: bool = False

    @property
    def mark(self) -> str:
        """Ten characters by which two prints are known to say the same."""
        return hashlib.sha256(_text(self).encode()).hexdigest()[:10].upper()


def notice_pdf(notice: OneTimeNotice) -> bytes:
    """PDF/A-2b. Raises ``UnprintableText`` and ``PrintingFailed``."""
    if lacking := missing(_text(notice)):
        raise UnprintableText(lacking)
    try:
        return typst.compile(
            TEMPLATES / "one_time_notice.typ",
            root=TEMPLATES,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": _data(notice), "qr": qr_svg(notice.link)},
            format="pdf",
            pdf_standards="a-2b",
            timestamp=datetime.combine(notice.dated, time(12), SHANGHAI),
        )
    except typst.TypstError as error:
        raise PrintingFailed(TITLE, error.message) from error


def _data(notice: OneTimeNotice) -> str:
    """With the names the house style asks of every paper."""
    house = {
        "title": TITLE,
        "number": notice.mark,
        "case_number": "",
        "office": notice.places[0].name if notice.places else notice.division,
        "seal": notice.division,
        "dated": day(notice.dated),
    }
    return json.dumps({**asdict(notice), **house}, ensure_ascii=False, default=str)


def _text(notice: OneTimeNotice) -> str:
    return json.dumps(asdict(notice), ensure_ascii=False, sort_keys=True, default=str)
