"""A number changes what follows only where it passes a declared cut.

Then both sides of each cut stand for all numbers, and walking these few proves it for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.conditions import variables
from bundles.catalogue.definition import Question, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.stated import Stated, stated

_CUT = r"(?P<cut>[0-9]+|local\.[a-z]\w*)"
_APART = r"(?![\w.])(?!\s*[-+*/%])"
_BEFORE = r"(?<![-+*/%\w.])"


def numbers(one: Stated, version: Version) -> Iterator[Finding]:
    """What this condition does with whole numbers that is no comparison with a declared cut."""
    for name in sorted(variables(one.expression) & version.questions_by_key.keys()):
        question = version.questions_by_key[name]
        if question.type == "integer":
            yield from _compared(one, question, version)


def unused(version: Version) -> Iterator[Finding]:
    """Cuts that no condition compares with: both sides of them are the same."""
    for number, question in enumerate(version.questions):
        used = {cut for one in stated(version) for cut in _cuts(one.expression, question, version)}
        for at, cut in enumerate(question.cuts):
            if cut not in used:
                yield Finding(
                    ("questions", number, "cuts", at),
                    _("没有条件用到“{key}”的分界 {cut}。").format(key=question.key, cut=cut),
                    _("请删去，或者在条件里写 {key} <= {cut}。").format(key=question.key, cut=cut),
                )


def _compared(one: Stated, question: Question, version: Version) -> Iterator[Finding]:
    text, key = _without_words(one.expression), question.key
    if len(re.findall(rf"(?<![\w.]){key}\b", text)) != len(list(_comparisons(text, key))):
        yield Finding(
            one.place,
            _("数字“{key}”只能与分界比较。").format(key=key),
            _("请写成 {key} <= 分界 或 {key} > 分界，分界是整数或 local.名称。").format(key=key),
        )
    for cut in _cuts(one.expression, question, version):
        if cut not in question.cuts:
            yield Finding(
                one.place,
                _("“{key}”没有写明分界 {cut}。").format(key=key, cut=cut),
                _("请把它写进这个问题的 cuts。"),
            )


def _cuts(expression: str, question: Question, version: Version) -> Iterator[object]:
    """The numbers it is compared with, local values looked up."""
    if question.type != "integer":
        return
    for found in _comparisons(_without_words(expression), question.key):
        _owner, _dot, name = found.rpartition("local.")
        yield version.values.get(name, found) if _dot else int(found)


def _comparisons(text: str, key: str) -> Iterator[str]:
    ways = (
        rf"{_BEFORE}{key}\s*(?:<=|>(?!=))\s*{_CUT}{_APART}",
        rf"{_BEFORE}{_CUT}\s*(?:>=|<(?!=))\s*{key}{_APART}",
    )
    for way in ways:
        for found in re.finditer(way, text):
            yield found["cut"]


def _without_words(expression: str) -> str:
    """Quoted words may hold anything."""
    return re.sub(r"\"[^\"]*\"|'[^']*'", '""', expression)
