"""No “other materials”: what may be asked is named, or it is not asked (行政许可法第三十一条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.definition import Text, Version
from bundles.catalogue.findings import Finding

_PAPER_ZH = "(?:材料|资料|文件|证明|证件|手续|凭证)"
_ANY_ZH = "(?:相关|有关|必要|所需|需要|应当|规定|要求|提交|申请|证明|的|应)*"
CATCH_ALL = re.compile(
    rf"其[他它余]{_ANY_ZH}{_PAPER_ZH}"
    rf"|(?:规定|要求|认为)(?:需要|应当|提交|提供|必要)?的?其[他它余]"
    rf"|等(?:相关|有关)?{_PAPER_ZH}$"
    rf"|^(?:相关|有关|必要|所需)的?{_PAPER_ZH}$"
    r"|\b(?:other|further|additional|miscellaneous|supplementary)\s+(?:\w+\s+){0,2}"
    r"(?:materials?|documents?|papers?|evidence)\b"
    r"|\b(?:relevant|related|necessary|supporting)\s+(?:materials|documents|papers)\s*$"
    r"|\betc\b",
    re.IGNORECASE,
)


def inspect(version: Version) -> Iterator[Finding]:
    for number, material in enumerate(version.materials):
        if names_anything(material.name) or material.code.split("-")[0] == "other":
            yield _refused(("materials", number, "name"), material.name)
    for number, item in enumerate(version.items):
        for requirement in item.requirements:
            if names_anything(requirement.name):
                yield _refused(("items", number, "key"), requirement.name)


def names_anything(name: Text) -> bool:
    """Whether the name leaves open what is asked."""
    return bool(CATCH_ALL.search(name.zh) or CATCH_ALL.search(name.en))


def _refused(place: tuple[str | int, ...], name: Text) -> Finding:
    return Finding(
        place,
        _("“{name}”是兜底的说法：申请人看不出究竟要交什么。").format(name=name),
        _("请写明是哪一种材料；写不明的，就不要求提交。"),
    )
