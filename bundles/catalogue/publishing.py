"""Freeze a bundle for one division, as the version every new case there begins on."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785
from django.db import transaction
from django.utils import timezone

from bundles.catalogue.assembling import assemble
from bundles.catalogue.authoring import Definition
from bundles.catalogue.finding.index import index_division
from bundles.catalogue.findings import BundleFaulty
from bundles.catalogue.lint import inspect
from bundles.catalogue.models import Bundle, BundleVersion, VersionStatus
from departments.models import Division


@transaction.atomic
def publish(definition: Definition, division: Division) -> BundleVersion:
    """Publish the bundle as it stands today; cases in flight stay on the version they began on.

    The same document a second time gives the same version, wherever it stood in the row of
    versions. Raises ``BundleFaulty`` naming everything that is wrong, and publishes nothing.
    """
    published = freeze(definition, division)
    index_division(division)
    return published


@transaction.atomic
def freeze(definition: Definition, division: Division) -> BundleVersion:
    """Like ``publish``, but not to be found by a search before its place is indexed anew."""
    version = assemble(definition, division)
    if findings := inspect(version):
        raise BundleFaulty(findings)
    return _kept(definition.code, division, version.model_dump(mode="json"))


def digest(document: Any) -> str:
    """SHA-256 over the canonical JSON (RFC 8785), in hex."""
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()


def _kept(code: str, division: Division, document: dict[str, Any]) -> BundleVersion:
    bundle, _ = Bundle.objects.get_or_create(code=code)
    Bundle.objects.select_for_update().get(pk=bundle.pk)
    versions = BundleVersion.objects.filter(bundle=bundle, division=division).defer("document")
    sha256 = digest(document)
    same = versions.filter(sha256=sha256).first()
    if same is not None and same.status == VersionStatus.PUBLISHED:
        return same
    versions.filter(status=VersionStatus.PUBLISHED).update(status=VersionStatus.RETIRED)
    if same is not None:
        versions.filter(pk=same.pk).update(status=VersionStatus.PUBLISHED)
        same.refresh_from_db(fields=["status"])
        return same
    last = versions.order_by("-number").values_list("number", flat=True).first()
    return BundleVersion.objects.create(
        bundle=bundle,
        division=division,
        number=(last or 0) + 1,
        document=document,
        sha256=sha256,
        published_at=timezone.now(),
    )
