"""The author's words of a version: kept when it is published, given back when it is edited."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML

from bundles.catalogue.authoring import Local
from bundles.catalogue.edition import VersionSource
from bundles.catalogue.localising import place_of
from bundles.catalogue.models import BundleVersion
from bundles.catalogue.reading import BundleDocument


def keep(version: BundleVersion, text: str, place: str = "") -> None:
    """``text`` gives this version; a later text that gives the same one takes its place."""
    VersionSource.objects.update_or_create(version=version, defaults={"text": text, "place": place})


def keep_of_library(version: BundleVersion, document: BundleDocument) -> None:
    """The words of a file, and what the division's own small file says of the bundle."""
    local = place_of(document.content, version.division_id)
    keep(version, document.file.read_text(encoding="utf-8"), written(local))


def source_of(version: BundleVersion) -> VersionSource | None:
    """What to edit; None for a version whose words nobody kept."""
    return VersionSource.objects.filter(version=version).first()


def written(local: Local) -> str:
    """What a division decides differently, as its author would write it; nothing for nothing."""
    differs = local.model_dump(mode="json", include={"values", "choices"}, exclude_defaults=True)
    return _yaml(differs) if differs else ""


def _yaml(content: dict[str, Any]) -> str:
    writer, out = YAML(), io.StringIO()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 4096  # a sentence stays on its line
    writer.dump(content, out)
    return out.getvalue()
