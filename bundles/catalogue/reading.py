"""Bundle documents from their files: the shared part below, the bundle's own above it, and on top
what each division's small file says.

What is laid over one another keeps its origin: a mistake is told with the file and line where its
author wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from django.utils.translation import gettext as _
from pydantic import ValidationError

from bundles.catalogue.authoring import Definition, Part, PlaceFile
from bundles.catalogue.layers import Laid, Place, entries, lay
from departments.documents import (
    Document,
    LibraryError,
    LibraryErrors,
    did_you_mean,
    open_document,
    open_source,
)

LIBRARY = Path(__file__).with_name("library")
PARTS, PLACES = "parts", "places"
_PARTS_OF_A_DOCUMENT: tuple[str, ...] = get_args(Part)


@dataclass(frozen=True, slots=True)
class BundleDocument(Document[Definition]):
    """A bundle as it stands after all layers; ``laid`` knows who wrote what."""

    laid: Laid

    def error(self, *place: str | int, problem: str, remedy: str) -> LibraryError:
        document, own = self.laid.origin(place)
        if document is None:
            return super(BundleDocument, self).error(*place, problem=problem, remedy=remedy)
        return document.error(*own, problem=problem, remedy=remedy)


def documents(folder: Path) -> list[BundleDocument]:
    """Every bundle file, read. Raises ``LibraryErrors`` for all files together."""
    errors: list[LibraryError] = []
    places = list(_places(folder, errors))
    found: list[BundleDocument] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found.append(open_bundle(path, places=places))
        except LibraryErrors as wrong:
            errors.extend(wrong.errors)
    codes = {path.stem for path in folder.glob("*.yaml")} | {one.content.code for one in found}
    errors.extend(_offering_nothing(places, codes))
    if errors:
        raise LibraryErrors(set(errors))
    return found


def open_bundle(
    path: Path, *, places: Sequence[Document[PlaceFile]] | None = None
) -> BundleDocument:
    """One bundle with its part and its ``places``, by default those beside it. Raises
    ``LibraryErrors``.
    """
    if places is None:
        errors: list[LibraryError] = []
        places = list(_places(path.parent, errors))
        if errors:
            raise LibraryErrors(errors)
    own = open_source(path)
    code = own.source.get("code") if isinstance(own.source, dict) else None
    return bundle_of(own, over=_offers(str(code), places), parts=path.parent / PARTS)


def bundle_of(
    own: Document[Any], *, over: Laid | None = None, parts: Path = LIBRARY / PARTS
) -> BundleDocument:
    """A written bundle with its part below it and ``over`` on top. Raises ``LibraryErrors``."""
    laid = Laid.of(own)
    if isinstance(own.source, dict) and own.source.get("based_on") is not None:
        part = _part(own, parts)
        laid = lay(part, own, without=_without(own, part))
    return _typed(own, lay(laid, over) if over is not None else laid)


def _typed(own: Document[Any], laid: Laid) -> BundleDocument:
    nothing: Any = None
    untyped = BundleDocument(nothing, own.file, own.source, laid)
    try:
        content = Definition.model_validate(laid.plain())
    except ValidationError as error:
        raise LibraryErrors(set(untyped.findings(error, Definition))) from error
    return BundleDocument(content, own.file, own.source, laid)


def _part(own: Document[Any], folder: Path) -> Laid:
    known = {path.stem: path for path in folder.glob("*.yaml")}
    name = str(own.source["based_on"])
    if name not in known:
        problem = _("没有共用部分“{name}”。").format(name=name)
        remedy = did_you_mean(name, known)
        raise LibraryErrors([own.error("based_on", problem=problem, remedy=remedy)])
    part = open_source(known[name])
    for key in ("based_on", "without"):
        if key in part.source:
            problem = _("共用部分里不能写“{key}”。").format(key=key)
            raise LibraryErrors([part.error(key, problem=problem, remedy=_("请删去。"))])
    return Laid.of(part)


def _without(own: Document[Any], part: Laid) -> Mapping[str, Sequence[str]]:
    """What is dropped of the part; what is written wrongly is found by the document's shape.

    Raises ``LibraryErrors`` for what the part does not have.
    """
    written = own.source.get("without")
    dropped: dict[str, list[str]] = {}
    errors: list[LibraryError] = []
    for name, named in written.items() if isinstance(written, dict) else ():
        if name in _PARTS_OF_A_DOCUMENT and isinstance(named, list):
            dropped[name] = [str(one) for one in named]
            known = entries(part.source, name)
            for at, one in enumerate(dropped[name]):
                if one not in known:
                    problem = _("共用部分里没有“{name}”。").format(name=one)
                    remedy = did_you_mean(one, known)
                    errors.append(own.error("without", name, at, problem=problem, remedy=remedy))
    if errors:
        raise LibraryErrors(errors)
    return dropped


def _places(folder: Path, errors: list[LibraryError]) -> Iterator[Document[PlaceFile]]:
    seen: set[str] = set()
    for path in sorted((folder / PLACES).glob("*.yaml")):
        try:
            place = open_document(path, PlaceFile)
        except LibraryErrors as wrong:
            errors.extend(wrong.errors)
            continue
        if place.content.division in seen:
            problem = _("“%s”写了两次。") % place.content.division
            errors.append(place.error("division", problem=problem, remedy=_("请合并成一个文件。")))
        seen.add(place.content.division)
        yield place


def _offers(code: str, places: Sequence[Document[PlaceFile]]) -> Laid:
    """What the divisions' files say of one bundle, as its ``divisions``."""
    offering = [place for place in places if code in place.content.bundles]
    origins: dict[Place, tuple[Document[Any], Place]] = {}
    listed = []
    for number, place in enumerate(offering):
        local = place.source["bundles"][code] or {}
        listed.append({"code": place.content.division, **local})
        origins["divisions", number, "code"] = (place, ("division",))
        origins["divisions", number] = (place, ("bundles", code))
    return Laid({"divisions": listed} if listed else {}, origins)


def _offering_nothing(
    places: Sequence[Document[PlaceFile]], codes: set[str]
) -> Iterator[LibraryError]:
    for place in places:
        for code in place.content.bundles:
            if code not in codes:
                problem = _("没有一件事“{code}”。").format(code=code)
                remedy = did_you_mean(code, codes)
                yield place.error("bundles", code, problem=problem, remedy=remedy)
