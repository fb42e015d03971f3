"""What is written here will be printed: its characters are in the font, its templates exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from bundles.catalogue.characters import named, unprintable
from bundles.catalogue.definition import Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.vocabulary import templates

Place = tuple[str | int, ...]


def inspect(version: Version) -> Iterator[Finding]:
    for place, text in _texts(version.model_dump(mode="json"), ()):
        if bad := unprintable(text, lines=True):
            yield Finding(
                place,
                _("这段文字有印不出来的字：{characters}。").format(
                    characters="、".join(named(one) for one in bad)
                ),
                _("请换成别的字。"),
            )
    for number, item in enumerate(version.items):
        if item.result.template not in templates():
            yield Finding(
                ("items", number, "template"),
                _("没有“{name}”这个结果文书样式。").format(name=item.result.template),
                _("现有的有：{names}。").format(names="、".join(sorted(templates()))),
            )


def _texts(part: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Every string that people read, with its place: what stands under ``zh`` or ``en``."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("zh", "en") and isinstance(value, str):
                yield (*place, key), value
            else:
                yield from _texts(value, (*place, key))
    elif isinstance(part, list | tuple):
        for index, value in enumerate(part):
            yield from _texts(value, (*place, index))
