"""Put an approved edition in force: the one place where it becomes what new cases begin on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bundles.catalogue import lint, versions
from bundles.catalogue.edition import Edition, EditionKind, EditionState
from bundles.catalogue.editions import sources
from bundles.catalogue.editions.exceptions import EditionElsewhere, EditionFaulty, NothingChanged
from bundles.catalogue.editions.reading import Reading, proved
from bundles.catalogue.finding.index import index_division
from bundles.catalogue.models import Bundle, BundleVersion, VersionStatus
from bundles.catalogue.publishing import digest, publish
from departments.document_errors import LibraryError


def tried(edition: Edition) -> Reading | None:
    """Everything that could keep it from being published today; None for what has no text.

    Raises ``EditionFaulty`` with the findings, ``NothingChanged``.
    """
    if edition.kind != EditionKind.TEXT:
        _stands(edition)
        return None
    reading = proved(edition.text, edition.place, code=edition.code, division=edition.division)
    if reading.findings:
        raise EditionFaulty(reading.findings)
    assert reading.version is not None
    document = reading.version.model_dump(mode="json")
    if _is_in_force(edition, digest(document)):
        raise NothingChanged
    return reading


def force(edition: Edition) -> BundleVersion:
    """Publish, restore or retire; cases in flight stay on the version they began on.

    Returns the version it came to: the new one, the restored one, the retired one. Raises
    ``EditionFaulty`` when the departments' items have changed so that it no longer holds.
    """
    reading = tried(edition)
    if reading is not None:
        assert reading.definition is not None
        version = publish(reading.definition, edition.division)
        sources.keep(version, edition.text, edition.place)
        return version
    assert edition.base is not None
    if edition.kind == EditionKind.AGAIN:
        _restore(edition.base)
    else:
        BundleVersion.objects.filter(pk=edition.base.pk).update(status=VersionStatus.RETIRED)
    index_division(edition.division)
    return edition.base


def _stands(edition: Edition) -> None:
    """An older version is restored when it still holds, the current one retired while it is."""
    base = edition.base
    assert base is not None
    in_force = base.status == VersionStatus.PUBLISHED
    if in_force is (edition.kind == EditionKind.AGAIN):
        raise EditionElsewhere
    if edition.kind == EditionKind.AGAIN:
        _holds(base)


def _holds(version: BundleVersion) -> None:
    name = _("第{number}版").format(number=version.number)
    wrong = [
        LibraryError(name, 0, 0, ".".join(map(str, one.place)), one.problem, one.remedy)
        for one in lint.inspect(versions.version(version.pk))
    ]
    if wrong:
        raise EditionFaulty(wrong)


def _restore(version: BundleVersion) -> None:
    Bundle.objects.select_for_update().get(pk=version.bundle_id)
    here = BundleVersion.objects.filter(bundle=version.bundle_id, division=version.division_id)
    here.filter(status=VersionStatus.PUBLISHED).update(status=VersionStatus.RETIRED)
    here.filter(pk=version.pk).update(status=VersionStatus.PUBLISHED)


def _is_in_force(edition: Edition, sha256: str) -> bool:
    """Whether this very document, in these very words, is what new cases begin on."""
    base = edition.base
    if base is None or base.status != VersionStatus.PUBLISHED or base.sha256 != sha256:
        return False
    source = sources.source_of(base)
    return source is not None and (source.text, source.place) == (edition.text, edition.place)


def deciding(code: str) -> frozenset[str]:
    """The divisions that have decided about this bundle themselves: the library no longer does."""
    decided = Edition.objects.filter(state=EditionState.PUBLISHED, code=code)
    return frozenset(decided.values_list("division", flat=True))
