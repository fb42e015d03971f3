"""What somebody has typed, read and proved: every finding with the line it is about.

``checked`` is what can be told while typing (well under a second): grammar, shape, names, local
items. ``proved`` adds all proofs of ``lint``; only what it lets pass is ever published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from bundles.catalogue import lint
from bundles.catalogue.assembling import assemble
from bundles.catalogue.authoring import Definition, Local, Place
from bundles.catalogue.definition import Version
from bundles.catalogue.findings import BundleFaulty, Finding
from departments.documents import Document, LibraryError, LibraryErrors, open_text
from departments.models import Division

TEXT: Final = "text"
PLACE: Final = "place"
"""What findings call the two texts of an edition, in ``LibraryError.file``."""

ALIAS: Final = re.compile(r"(?:^|[-:,\[{]\s)\s*[*&][A-Za-z0-9_]+\s*(?:$|[,\]}#])", re.MULTILINE)
"""YAML's own references: a few of them, nested, are larger than any memory."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be made of the texts: nothing, a definition, or a whole version."""

    findings: tuple[LibraryError, ...]
    definition: Definition | None = None
    version: Version | None = None
    coverage: lint.Coverage | None = None

    @property
    def faulty(self) -> bool:
        return bool(self.findings)


def checked(text: str, place: str, *, code: str, division: Division) -> Reading:
    """Grammar, shape, and whether every name leads somewhere."""
    return _read(text, place, code=code, division=division, proving=False)


def proved(text: str, place: str, *, code: str, division: Division) -> Reading:
    """With all proofs; what they covered is the reading's ``coverage``."""
    return _read(text, place, code=code, division=division, proving=True)


def _read(text: str, place: str, *, code: str, division: Division, proving: bool) -> Reading:
    try:
        written = _opened(text, Definition, TEXT)
        local = _opened(place, Local, PLACE) if _says_something(place) else None
    except LibraryErrors as wrong:
        return Reading(tuple(sorted(wrong.errors)))
    definition = _here(written.content, local, division)
    if definition.code != code:
        problem = _("代码应是“{code}”，它在发布之后不能改变。").format(code=code)
        remedy = _("请改回原来的代码。")
        return Reading((written.error("code", problem=problem, remedy=remedy),), definition)
    try:
        version = assemble(definition, division)
    except BundleFaulty as faulty:
        return Reading(_located(faulty.findings, written, local), definition)
    if not proving:
        return Reading(_located(lint.quick(version), written, local), definition, version)
    proof = lint.prove(version)
    found = _located(proof.findings, written, local)
    return Reading(found, definition, version, proof.coverage)


def _opened(text: str, model: type[Any], name: str) -> Document[Any]:
    if found := ALIAS.search(text):
        line = text.count("\n", 0, found.end()) + 1
        problem, remedy = (
            _("不能用 YAML 的引用（& 和 *）。"),
            _("请把内容写全；星号开头的文字加引号。"),
        )
        raise LibraryErrors([LibraryError(name, line, 1, "", problem, remedy)])
    try:
        return open_text(text, model, name=name)
    except RecursionError:
        problem, remedy = _("内容嵌套得太深。"), _("请检查缩进和括号。")
        raise LibraryErrors([LibraryError(name, 1, 1, "", problem, remedy)]) from None


def _says_something(text: str) -> bool:
    """Whether anything but empty lines and remarks is there."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _here(written: Definition, local: Document[Local] | None, division: Division) -> Definition:
    """The bundle for this division alone; its own text about it goes before the bundle's."""
    if local is not None:
        place = Place(code=division.code, **dict(local.content))
    else:
        own = (one for one in written.divisions if one.code == division.code)
        place = next(own, Place(code=division.code))
    return written.model_copy(update={"divisions": (place,)})


def _located(
    findings: Iterable[Finding], written: Document[Definition], local: Document[Local] | None
) -> tuple[LibraryError, ...]:
    return tuple(sorted(set(_lines(findings, written, local))))


def _lines(
    findings: Iterable[Finding], written: Document[Definition], local: Document[Local] | None
) -> Iterator[LibraryError]:
    for one in findings:
        document: Document[Any] = written
        place = one.place
        if place[:1] == ("divisions",) and local is not None:
            document, place = local, place[2:]
        yield document.error(*place, problem=one.problem, remedy=one.remedy)
