"""The library into the database: departments first, then every bundle where it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from bundles.catalogue.editions import deciding, sources
from bundles.catalogue.finding.index import index_all
from bundles.catalogue.findings import BundleFaulty, Finding
from bundles.catalogue.models import BundleVersion, VersionStatus
from bundles.catalogue.publishing import freeze
from bundles.catalogue.reading import LIBRARY, BundleDocument, documents
from departments import library
from departments.documents import LibraryError, LibraryErrors
from departments.models import Division

__all__ = ["LIBRARY", "LibraryErrors", "Loaded", "documents", "load", "located", "offers"]

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being loaded."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed in the departments, the versions now offered, and how many are new."""

    departments: library.Summary
    versions: tuple[BundleVersion, ...]
    new: int


@transaction.atomic
def load(progress: Progress | None = None, *, folder: Path = LIBRARY) -> Loaded:
    """Load everything, or nothing: raises ``LibraryErrors`` with all that is wrong in all files.

    A second load changes nothing. A bundle no longer offered somewhere is retired there; cases
    begun on it go on.
    """
    report = progress or (lambda done, total, what: None)
    bundles = documents(folder)
    summary = library.load(report)
    known = BundleVersion.objects.count()
    versions: list[BundleVersion] = []
    errors: list[LibraryError] = []
    for number, (document, division) in enumerate(offers(bundles, errors)):
        report(number, sum(len(one.content.divisions) for one in bundles), document.content.code)
        if division.code in deciding(document.content.code):
            continue  # the division's own people have decided since: the library no longer does
        try:
            versions.append(freeze(document.content, division))
        except BundleFaulty as faulty:
            errors.extend(located(document, faulty.findings))
        else:
            sources.keep_of_library(versions[-1], document)
    if errors:
        raise LibraryErrors(set(errors))
    _retire_elsewhere(bundles)
    index_all()
    return Loaded(summary, tuple(versions), BundleVersion.objects.count() - known)


def offers(
    bundles: list[BundleDocument], errors: list[LibraryError]
) -> Iterator[tuple[BundleDocument, Division]]:
    """Each bundle with each division it is offered in; ``errors`` takes what is offered nowhere."""
    divisions = Division.objects.in_bulk()
    for document in bundles:
        if not document.content.divisions:
            problem = _("没有一个区划提供“{code}”。").format(code=document.content.code)
            remedy = _("请写进 places 文件夹里各区划的文件。")
            errors.append(document.error("code", problem=problem, remedy=remedy))
        for number, place in enumerate(document.content.divisions):
            if place.code in divisions:
                yield document, divisions[place.code]
            else:
                problem = _("没有区划 {code}。").format(code=place.code)
                remedy = _("请改成区划目录里的 12 位代码。")
                where = ("divisions", number, "code")
                errors.append(document.error(*where, problem=problem, remedy=remedy))


def located(document: BundleDocument, findings: tuple[Finding, ...]) -> Iterator[LibraryError]:
    """The findings with the file and line where their authors wrote them."""
    for finding in findings:
        yield document.error(*finding.place, problem=finding.problem, remedy=finding.remedy)


def _retire_elsewhere(bundles: list[BundleDocument]) -> None:
    for document in bundles:
        offered = {place.code for place in document.content.divisions}
        offered |= deciding(document.content.code)
        BundleVersion.objects.filter(
            bundle__code=document.content.code, status=VersionStatus.PUBLISHED
        ).exclude(division__in=offered).update(status=VersionStatus.RETIRED)
