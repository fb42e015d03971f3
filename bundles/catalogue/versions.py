"""The only reader of published documents."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bundles.catalogue.definition import Version
from bundles.catalogue.models import BundleVersion, VersionStatus


class VersionUnknown(LookupError):
    """There is no such version of a bundle."""

    code = "version_unknown"

    def __init__(self) -> None:
        super().__init__(_("没有找到这个一件事，它可能尚未在本地开通。请从一件事目录重新进入。"))


@lru_cache(maxsize=256)
def version(version_id: int) -> Version:
    """The frozen document, kept per process: it can never change.

    Raises ``VersionUnknown``.
    """
    try:
        row = BundleVersion.objects.get(pk=version_id)
    except BundleVersion.DoesNotExist:
        raise VersionUnknown from None
    return Version.model_validate({**row.document, "id": row.pk, "number": row.number})


def current(bundle_code: str, division_code: str) -> BundleVersion:
    """The version a case begun today stands on, its document deferred.

    Raises ``VersionUnknown`` where the bundle is not offered.
    """
    try:
        return offered(division_code).get(bundle__code=bundle_code)
    except BundleVersion.DoesNotExist:
        raise VersionUnknown from None


def offered(division_code: str | None = None) -> QuerySet[BundleVersion]:
    """Everything published now, in one division or in all, documents deferred."""
    rows = BundleVersion.objects.filter(status=VersionStatus.PUBLISHED)
    if division_code is not None:
        rows = rows.filter(division_id=division_code)
    return rows.select_related("bundle", "division").defer("document").order_by("bundle__code")


def forget() -> None:
    """Drop the cache; only tests that empty the database need it."""
    version.cache_clear()
