"""What somebody has typed, read and proved: every finding with the line it is about.

``checked`` is what can be told while typing (well under a second): grammar, shape, names, local
items. ``proved`` adds all proofs of ``lint``; only what it lets pass is ever published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from bundles.catalogue import lint
from bundles.catalogue.assembling import assemble
from bundles.catalogue.authoring import Definition, Local
from bundles.catalogue.definition import Version
from bundles.catalogue.findings import BundleFaulty, Finding
from bundles.catalogue.layers import Laid
from bundles.catalogue.reading import BundleDocument, bundle_of
from departments.documents import LibraryError, LibraryErrors, open_text, source_of
from departments.models import Division

TEXT: Final = "text"
PLACE: Final = "place"
"""What findings call the two texts of an edition, in ``LibraryError.file``."""

ALIAS: Final = re.compile(r"\*[^\s*,\[\]{}]")
"""What may be one of YAML's own references, wherever it stands: ``[*a,*b]`` too."""
BRACKET: Final = re.compile(r"[\[\]{}]")
DEEPEST: Final = 60
"""Brackets in brackets; a bundle has five. The reader takes seconds for thousands."""
LARGEST: Final = 100_000
"""Entries of a text written out: a few references, nested, come to more than any memory holds."""

Result = TypeVar("Result")


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
        written = _laid(text, place, division)
    except LibraryErrors as wrong:
        return Reading(tuple(sorted(wrong.errors)))
    definition = written.content
    if definition.code != code:
        problem = _("代码应是“{code}”，它在发布之后不能改变。").format(code=code)
        remedy = _("请改回原来的代码。")
        return Reading((written.error("code", problem=problem, remedy=remedy),), definition)
    try:
        version = assemble(definition, division)
    except BundleFaulty as faulty:
        return Reading(_located(faulty.findings, written), definition)
    if not proving:
        return Reading(_located(lint.quick(version), written), definition, version)
    proof = lint.prove(version)
    return Reading(_located(proof.findings, written), definition, version, proof.coverage)


def _laid(text: str, place: str, division: Division) -> BundleDocument:
    """The text over the part it is based on, and on top what this division says of it."""
    own = _guarded(text, TEXT, lambda: source_of(text, name=TEXT))
    over = None
    if _says_something(place) and isinstance(own.source, dict):
        local = _guarded(place, PLACE, lambda: open_text(place, Local, name=PLACE))
        here: Mapping[str, Any] = {"code": division.code, **local.source}
        over = Laid({"divisions": [here]}, {("divisions", 0): (local, ())})
    return _guarded(text, TEXT, lambda: bundle_of(own, over=over))


def _guarded(text: str, name: str, read: Callable[[], Result]) -> Result:
    """What ``read`` makes of the text; what would take all memory is told like a mistake."""
    try:
        if _depth(text) > DEEPEST:
            raise RecursionError
        if ALIAS.search(text) and expanded(text) > LARGEST:
            problem, remedy = _("引用（& 和 *）套引用，展开后太大。"), _("请把内容写全。")
            raise LibraryErrors([LibraryError(name, 1, 1, "", problem, remedy)])
        return read()
    except RecursionError:
        problem, remedy = _("内容嵌套得太深。"), _("请检查缩进和括号。")
        raise LibraryErrors([LibraryError(name, 1, 1, "", problem, remedy)]) from None


def _depth(text: str) -> int:
    """How many brackets stand open at most, those in quotes counted too."""
    deep = most = 0
    for bracket in BRACKET.findall(text):
        deep += 1 if bracket in "[{" else -1
        most = max(most, deep)
    return most


def expanded(text: str) -> int:
    """How many entries a text has with every reference written out; 0 for one that is no YAML."""
    sizes: dict[str | None, int] = {}
    open_: list[tuple[str | None, int]] = [(None, 0)]
    try:
        for event in YAML(typ="safe").parse(text):
            more, anchor = 1, getattr(event, "anchor", None)
            if isinstance(event, AliasEvent):
                more = sizes.get(anchor, LARGEST)
            elif isinstance(event, CollectionStartEvent):
                open_.append((anchor, 1))
                continue
            elif isinstance(event, CollectionEndEvent):
                anchor, more = open_.pop()
            sizes[anchor] = more
            open_[-1] = (open_[-1][0], open_[-1][1] + more)
    except YAMLError:  # told with its line by whoever reads it
        return 0
    return open_[0][1]


def _says_something(text: str) -> bool:
    """Whether anything but empty lines and remarks is there."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _located(findings: Iterable[Finding], written: BundleDocument) -> tuple[LibraryError, ...]:
    lines = {written.error(*one.place, problem=one.problem, remedy=one.remedy) for one in findings}
    return tuple(sorted(lines))
