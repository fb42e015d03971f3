"""Words for the materials of a plan."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from bundles.catalogue.definition import Version
from bundles.catalogue.materials import PlannedMaterial

register = template.Library()


@register.filter
def why(planned: PlannedMaterial, version: Version) -> list[str]:
    """The reasons of a material, a line each; several items that want it are one line."""
    wanted = [one for one in planned.reasons if one.code == "needed_by"]
    others = [str(one.text) for one in planned.reasons if one.code != "needed_by"]
    if len(wanted) < 2:
        return [*(str(one.text) for one in wanted), *others]
    names = _("、").join(str(version.item(key).name) for key in planned.needed_by)
    return [_("%(names)s都要用，只交一次。") % {"names": names}, *others]


@register.filter
def besides(planned: PlannedMaterial) -> list[str]:
    """What there is to say of a material beside who wants it."""
    return [str(one.text) for one in planned.reasons if one.code != "needed_by"]
