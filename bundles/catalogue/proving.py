"""The library proved: every bundle in every division that offers it, nothing changed for good."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import process_time

from django.db import transaction

from bundles.catalogue.assembling import assemble
from bundles.catalogue.authoring import Definition
from bundles.catalogue.definition import Text, Version
from bundles.catalogue.findings import BundleFaulty
from bundles.catalogue.lint import Coverage, Proof, prove
from bundles.catalogue.loader import LIBRARY, documents, located, offers
from bundles.catalogue.versions import VersionUnknown
from departments import library
from departments.documents import LibraryError
from departments.models import Division


@dataclass(frozen=True, slots=True)
class Proved:
    """One bundle in one division; ``seconds`` of computing it took to read the rows and prove it.

    ``coverage`` is None where something is wrong.
    """

    code: str
    name: Text
    division: Text
    division_code: str
    coverage: Coverage | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Library:
    proved: tuple[Proved, ...]
    errors: tuple[LibraryError, ...]


def prove_library(*, folder: Path = LIBRARY) -> Library:
    """Prove every bundle in every division it names; the database stays as it was.

    Raises ``LibraryErrors`` for files that cannot be read.
    """
    errors: list[LibraryError] = []
    proved: list[Proved] = []
    with transaction.atomic():
        library.load()
        for document, division in offers(documents(folder), errors):
            begun = process_time()
            proof = _proof(document.content, division)
            errors.extend(located(document, proof.findings))
            proved.append(_proved(document.content, division, proof, process_time() - begun))
        transaction.set_rollback(True)
    return Library(tuple(proved), tuple(sorted(set(errors))))


def written(bundle_code: str, division_code: str, *, folder: Path = LIBRARY) -> Version:
    """The version the files would give today, against the departments in the database.

    Raises ``LibraryErrors``, ``BundleFaulty``, and ``VersionUnknown`` where the files do not offer
    the bundle.
    """
    for document, division in offers(documents(folder), []):
        if (document.content.code, division.code) == (bundle_code, division_code):
            return assemble(document.content, division)
    raise VersionUnknown


def _proof(definition: Definition, division: Division) -> Proof:
    try:
        return prove(assemble(definition, division))
    except BundleFaulty as faulty:
        return Proof(faulty.findings, None)


def _proved(definition: Definition, division: Division, proof: Proof, seconds: float) -> Proved:
    return Proved(
        definition.code,
        definition.name,
        Text(zh=division.name, en=division.name_en),
        division.code,
        proof.coverage,
        seconds,
    )
