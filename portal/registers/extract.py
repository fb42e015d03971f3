"""The page made of what a register said where it gives no document of its own: PDF/A-2b."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import typst
from django.utils import timezone

from bundles.casework.models import Lookup
from bundles.casework.registers import Answer, Extract
from bundles.catalogue import versions
from bundles.papers.glyphs import missing
from bundles.papers.printing import SHANGHAI, fonts

TEMPLATE = Path(__file__).with_name("extract.typ")


def extract(lookup: Lookup, answer: Answer) -> Extract:
    """One page: which register, when, for what, and what it said.

    Characters the one font lacks are shown as 〓 (as printers do): the sealed facts keep them.
    """
    version = versions.version(lookup.submission.version_id)
    material = version.material(lookup.material_key)
    at = timezone.localtime(lookup.tried_at or lookup.asked_at)
    data = {
        "title": material.name.zh,
        "source": _source(lookup),
        "at": f"{at:%Y年%m月%d日 %H:%M}",
        "purpose": f"{version.name.zh}："
        + "、".join(version.item(k).name.zh for k in lookup.items),
        "facts": [[_printable(label), _printable(value)] for label, value in answer.facts],
    }
    return Extract(_printed(data, at), f"{material.name.zh}（共享查询结果）.pdf")


def _source(lookup: Lookup) -> str:
    version = versions.version(lookup.submission.version_id)
    material = version.material(lookup.material_key)
    named = (rule.source for rule in material.rules if rule.registry == lookup.register)
    source = next((one for one in named if one is not None), None)
    return source.zh if source else lookup.register


def _printed(data: Mapping[str, object], at: datetime) -> bytes:
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards="a-2b",
        timestamp=at.astimezone(SHANGHAI).replace(microsecond=0),
    )


def _printable(text: str) -> str:
    lacking = missing(text)
    return "".join("〓" if char in lacking else char for char in text)
