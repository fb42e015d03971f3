"""All library files of the departments read together, and proved to fit each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from departments.divisions_file import DivisionRow, read_divisions
from departments.documents import (
    Document,
    LibraryError,
    LibraryErrors,
    did_you_mean,
    open_document,
)
from departments.library_documents import (
    DepartmentEntry,
    ItemDocument,
    LocalItem,
    MaterialEntry,
    MaterialsDocument,
    PlaceDocument,
)

Read = TypeVar("Read")
Model = TypeVar("Model", bound=BaseModel)

FIXED = frozenset({"key", "base_code"})
"""What a place cannot write again: it would be another item."""


@dataclass(frozen=True, slots=True)
class ItemHere:
    """One item as one place exercises it; the departments are codes."""

    item: ItemDocument
    accepted_by: str
    decided_by: str
    supervised_by: str
    maker: str | None


@dataclass(slots=True)
class Library:
    """Everything the files say. ``errors`` fills while reading and is empty once read."""

    divisions: dict[str, DivisionRow] = field(default_factory=dict)
    materials: dict[str, MaterialEntry] = field(default_factory=dict)
    items: dict[str, Document[ItemDocument]] = field(default_factory=dict)
    places: list[Document[PlaceDocument]] = field(default_factory=list)
    departments: dict[str, tuple[DepartmentEntry, Document[PlaceDocument]]] = field(
        default_factory=dict
    )
    items_here: list[ItemHere] = field(default_factory=list)
    errors: list[LibraryError] = field(default_factory=list)


def read_library(folder: Path) -> Library:
    """Read ``folder``. Raises ``LibraryErrors`` with everything wrong in any of its files."""
    library = Library()
    _read_files(library, folder)
    if not library.errors:
        _check_items(library)
        _check_places(library)
        _check_references(library)
    if not library.errors:
        library.items_here = [
            here for place in library.places for here in _items_here(library, place)
        ]
    if library.errors:
        raise LibraryErrors(library.errors)
    return library


def _read_files(library: Library, folder: Path) -> None:
    divisions = sorted(folder.glob("divisions*.csv"))
    library.divisions = _collect(library, lambda: read_divisions(divisions)) or {}
    materials = _open(library, folder / "materials.yaml", MaterialsDocument)
    if materials:
        library.materials = {entry.code: entry for entry in materials.content.materials}
        codes = [entry.code for entry in materials.content.materials]
        _no_repeats(library, materials, "materials", codes, "code")
    for file in sorted(folder.glob("items/*.yaml")):
        item = _open(library, file, ItemDocument)
        if item and item.content.key in library.items:
            problem = _("事项“%s”已在另一个文件里。")
            _report(library, item, "key", problem=problem, of=item.content.key)
        elif item:
            library.items[item.content.key] = item
    for file in sorted(folder.glob("places/*.yaml")):
        place = _open(library, file, PlaceDocument)
        if place:
            library.places.append(place)


def _check_items(library: Library) -> None:
    for item in library.items.values():
        codes = [entry.material for entry in item.content.requirements]
        _no_repeats(library, item, "requirements", codes, "material")
        for index, code in enumerate(codes):
            if code not in library.materials:
                _unknown(library, item, "requirements", index, "material", known=library.materials)


def _check_places(library: Library) -> None:
    seen: dict[str, set[str]] = {"code": set(), "uscc": set(), "number": set(), "hall": set()}
    for place in library.places:
        if place.content.division not in library.divisions:
            _unknown(library, place, "division", known=library.divisions)
        if place.content.hall:
            _once(library, place, seen["hall"], place.content.hall.code, "hall", "code")
        for at, department in enumerate(place.content.departments):
            _once(library, place, seen["code"], department.code, "departments", at, "code")
            _once(library, place, seen["uscc"], department.uscc, "departments", at, "uscc")
            for nth, officer in enumerate(department.officers):
                where = ("departments", at, "officers", nth, "number")
                _once(library, place, seen["number"], officer.number, *where)
            library.departments[department.code] = (department, place)


def _check_references(library: Library) -> None:
    for place in library.places:
        for key, here in place.content.items.items():
            if key not in library.items:
                _unknown(library, place, "items", key, known=library.items)
            for role in ("decided_by", "accepted_by", "supervised_by", "maker"):
                code = getattr(here, role)
                if code and code not in library.departments:
                    _unknown(library, place, "items", key, role, known=library.departments)


def _items_here(library: Library, place: Document[PlaceDocument]) -> Iterator[ItemHere]:
    for key, here in place.content.items.items():
        item = _localised(library, place, key, here)
        if item is None:
            continue
        if item.made_by == "provider" and not here.maker:
            problem, remedy = _("没有写由谁制作。"), _("请在这里补上“%s”。") % "maker"
            library.errors.append(place.error("items", key, problem=problem, remedy=remedy))
        yield ItemHere(
            item=item,
            accepted_by=here.accepted_by or here.decided_by,
            decided_by=here.decided_by,
            supervised_by=here.supervised_by or here.decided_by,
            maker=here.maker,
        )


def _localised(
    library: Library, place: Document[PlaceDocument], key: str, here: LocalItem
) -> ItemDocument | None:
    """The item with the place's own values in it, checked as a whole once more."""
    item = library.items[key].content
    at = ("items", key, "local")
    for name in FIXED & here.local.keys():
        problem, remedy = _("“%s”不能按地方改写。") % name, _("请删去。")
        library.errors.append(place.error(*at, name, problem=problem, remedy=remedy))
    try:
        local = ItemDocument.model_validate({**item.model_dump(mode="json"), **here.local})
    except ValidationError as error:
        library.errors.extend(place.findings(error, ItemDocument, at=at))
        return None
    codes = [entry.material for entry in local.requirements]
    for index, code in enumerate(codes):
        if code not in library.materials:
            where = (*at, "requirements", index, "material")
            _unknown(library, place, *where, known=library.materials)
    return local


def _open(library: Library, file: Path, model: type[Model]) -> Document[Model] | None:
    return _collect(library, lambda: open_document(file, model))


def _collect(library: Library, reading: Callable[[], Read]) -> Read | None:
    try:
        return reading()
    except LibraryErrors as error:
        library.errors.extend(error.errors)
        return None


def _no_repeats(
    library: Library, document: Document[Model], place: str, codes: list[str], column: str
) -> None:
    seen: set[str] = set()
    for index, code in enumerate(codes):
        _once(library, document, seen, code, place, index, column)


def _once(
    library: Library, document: Document[Model], seen: set[str], value: str, *place: str | int
) -> None:
    if value in seen:
        _report(library, document, *place, problem=_("“%s”写了两次。"), of=value)
    seen.add(value)


def _report(
    library: Library, document: Document[Model], *place: str | int, problem: str, of: str
) -> None:
    remedy = _("请删去或改正其中一个。")
    library.errors.append(document.error(*place, problem=problem % of, remedy=remedy))


def _unknown(
    library: Library, document: Document[Model], *place: str | int, known: Mapping[str, object]
) -> None:
    word = document.written_at(*place)
    problem = _("没有“%s”。") % word
    library.errors.append(document.error(*place, problem=problem, remedy=did_you_mean(word, known)))
