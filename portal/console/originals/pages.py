"""The materials of a draft at the counter, each with what is there and what is still wanted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from bundles.casework.models import HandedMaterial, Submission
from bundles.casework.selectors.compared import Compared, compared_among
from bundles.catalogue.definition import BundleMaterial
from bundles.catalogue.materials import PlannedMaterial
from bundles.catalogue.plan import Plan
from portal.form.pages import opened
from portal.materials.models import ScanPage

PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material asked for, for ``console/originals/material.html``.

    ``pages`` wait in the tray and are not handed in yet; ``compared`` once every file agreed with
    its original.
    """

    submission: Submission
    material: BundleMaterial
    needed_by: str
    files: tuple[HandedMaterial, ...]
    pages: int
    compared: Compared | None
    later: bool

    @property
    def key(self) -> str:
        return self.material.key

    @property
    def name(self) -> str:
        return str(self.material.name)

    @property
    def url(self) -> str:
        return reverse("admin:original", args=[self.submission.token, self.key])

    @property
    def thumbnails(self) -> tuple[HandedMaterial, ...]:
        """The files whose pictures may be shown; one the scanner refused stays shut."""
        return tuple(one for one in self.files if one.document.scan_state != "refused")

    @property
    def unsafe(self) -> bool:
        return len(self.thumbnails) < len(self.files)

    @property
    def replaces(self) -> bool:
        """Whether something new takes the place of what is there."""
        return bool(self.files) and not self.material.multiple

    @property
    def as_pdf(self) -> bool:
        return PDF in self.material.accept


def material_lines(submission: Submission) -> list[MaterialLine]:
    """What this case asks for, in its order; of a correction what was asked about. Two queries,
    beside those that open the case.
    """
    work = opened(submission)
    files: dict[str, list[HandedMaterial]] = defaultdict(list)
    there = submission.handed_materials.filter(superseded_at__isnull=True).order_by("id")
    for one in there.select_related("document"):
        files[one.material_key].append(one)
    waiting = ScanPage.objects.filter(submission=submission).values_list("material_key", flat=True)
    pages = Counter(waiting)
    compared = compared_among([one for those in files.values() for one in those])
    return [
        MaterialLine(
            submission=submission,
            material=planned.material,
            needed_by=_needed_by(work.plan, planned),
            files=tuple(files[planned.material.key]),
            pages=pages[planned.material.key],
            compared=compared.get(planned.material.key),
            later=planned.later_by is not None,
        )
        for planned in work.plan.materials
        if (planned.takes_files or files[planned.material.key])
        and work.editing.open
        and work.editing.material(planned.material.key)
    ]


def after(lines: Sequence[MaterialLine], key: str) -> MaterialLine | None:
    """The next material without a file, beginning after ``key``; None when nothing is wanting."""
    keys = [line.key for line in lines]
    at = keys.index(key) + 1 if key in keys else 0
    return next((one for one in [*lines[at:], *lines[:at]] if not one.files), None)


def _needed_by(planned: Plan, material: PlannedMaterial) -> str:
    if len(material.needed_by) == len(planned.items):
        return _("全部 %(count)d 个事项") % {"count": len(planned.items)}
    return _("、").join(str(planned.item(key).item.name) for key in material.needed_by)
