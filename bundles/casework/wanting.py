"""Which registers a case wants asked, and about what: read off its plan and answers. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bundles.catalogue.answers import check_block
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, PlannedMaterial


@dataclass(frozen=True, slots=True)
class Want:
    """``subject`` is canonical JSON, empty where the applicant has named nothing to look for;
    None while what they typed is unfinished or wrong.
    """

    material_key: str
    register: str
    items: tuple[str, ...]
    subject: str | None


def wanted(version: Version, answers: Mapping[str, Any], planned: Plan) -> dict[str, Want]:
    """What is to be looked up for this plan, by material."""
    return {
        one.material.key: Want(
            material_key=one.material.key,
            register=one.rule.registry,
            items=one.needed_by,
            subject=_subject(version, answers, one),
        )
        for one in planned.materials
        if one.rule.kind == "shared" and one.rule.registry
    }


def _subject(version: Version, answers: Mapping[str, Any], planned: PlannedMaterial) -> str | None:
    named = {
        parameter: _value(answers, path) for parameter, path in (planned.rule.subject or {}).items()
    }
    paths = set((planned.rule.subject or {}).values())
    for block in {path.partition(".")[0] for path in paths}:
        problems = {problem.path for problem in check_block(version, answers, block)}
        if problems & {block, *paths}:
            return None
    if not named or not all(named.values()):
        return ""
    return json.dumps(named, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _value(answers: Mapping[str, Any], path: str) -> str:
    block, _, field = path.partition(".")
    there = (answers.get("blocks") or {}).get(block)
    value = there.get(field) if isinstance(there, Mapping) else None
    return "" if value is None else str(value).strip()
