"""An official holds what was handed in against the originals (与原件核对一致)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from bundles.casework.actors import Actor, ActorKind
from bundles.casework.exceptions import NotYours, UnknownField
from bundles.casework.models import HandedMaterial

from . import moves
from .permissions import applicants_own, clerks_own


def compare(
    submission_id: int, *, material_key: str, handed: Collection[int], by: Actor
) -> list[HandedMaterial]:
    """Note that every file of a material agrees with its original, by whom and when.

    ``handed`` are the files the official looked at: whatever was put to the material since is not
    among them and stays uncompared. Twice is once. Raises ``NotYours`` for whoever neither helps
    with the draft nor is a clerk of the case's hall, ``UnknownField`` when nothing of it is there.
    """
    with moves.opened(submission_id, by=by) as case:
        _officials_own(case)
        files = list(_there(case, material_key).filter(pk__in=handed))
        if not files:
            raise UnknownField
        fresh = [one for one in files if one.compared_at is None]
        for one in fresh:
            one.compared_at, one.compared_by = case.at, by.as_json()
            one.save(update_fields=["compared_at", "compared_by"])
        if fresh:
            compared = [one.pk for one in fresh]
            case.record("material.compared", {"material": material_key, "handed": compared})
    return files


def take_back_comparison(submission_id: int, *, material_key: str, by: Actor) -> None:
    """The tick was a mistake: nothing of the material counts as compared. Twice is once."""
    with moves.opened(submission_id, by=by) as case:
        _officials_own(case)
        files = list(_there(case, material_key).filter(compared_at__isnull=False))
        for one in files:
            one.compared_at = one.compared_by = None
            one.save(update_fields=["compared_at", "compared_by"])
        if files:
            data = {"material": material_key, "handed": [one.pk for one in files]}
            case.record("material.comparison_taken_back", data)


def _there(case: moves.Case, key: str) -> QuerySet[HandedMaterial]:
    return case.submission.handed_materials.filter(
        material_key=key, superseded_at__isnull=True
    ).order_by("id")


def _officials_own(case: moves.Case) -> None:
    """Never the applicant: nobody vouches for their own copies."""
    if case.by.kind is ActorKind.HELPER:
        applicants_own(case)
    elif case.by.kind is ActorKind.OFFICER:
        clerks_own(case)
    else:
        raise NotYours
