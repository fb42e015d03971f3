"""A definition and one division's service items, put together into one self-contained version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from bundles.catalogue.authoring import Definition, LocalValue, WrittenItem, WrittenMaterial
from bundles.catalogue.definition import (
    BundleMaterial,
    CheckPoint,
    Commitment,
    DepartmentRef,
    DivisionRef,
    Item,
    RequirementRef,
    ResultDef,
    Text,
    Version,
)
from bundles.catalogue.findings import BundleFaulty, Finding
from bundles.catalogue.localising import (
    local_block,
    local_letter,
    local_question,
    local_rule,
    misnamed_places,
    place_of,
)
from bundles.catalogue.makers import unfit_makers
from departments.models import Department, Division, Material, Requirement, ServiceItem

Items = Mapping[str, ServiceItem]
Values = Mapping[str, LocalValue]


def assemble(definition: Definition, division: Division) -> Version:
    """The version of ``division`` as it would be published today.

    Raises ``BundleFaulty`` where the division lacks an item or material that the bundle names.
    """
    if misnamed := list(misnamed_places(definition)):
        raise BundleFaulty(misnamed)
    place = place_of(definition, division.code)
    values = {**definition.values, **place.values}
    if unfit := list(unfit_makers(definition, division)):
        raise BundleFaulty(unfit)
    items, materials = _items(definition, division), _materials(definition)
    return Version(
        code=definition.code,
        name=definition.name,
        summary=definition.summary,
        division=DivisionRef(code=division.code, name=_text(division.name, division.name_en)),
        gather_minutes=definition.gather_minutes,
        filling_minutes=definition.filling_minutes,
        issuance=definition.issuance,
        values=values,
        questions=tuple(local_question(one, values) for one in definition.questions),
        blocks=tuple(local_block(block, place, values) for block in definition.blocks),
        chapters=definition.chapters,
        items=tuple(_item(written, items[written.key]) for written in definition.items),
        materials=tuple(
            _material(written, materials[written.code], definition, items, values)
            for written in definition.materials
        ),
        consents=definition.consents,
        signatories=definition.signatories,
        papers=tuple(local_letter(letter, values) for letter in definition.papers),
        before=definition.before,
    )


def _items(definition: Definition, division: Division) -> Items:
    """The division's own items, with everything the document copies from them, in three queries."""
    keys = [written.key for written in definition.items]
    rows = (
        ServiceItem.objects.filter(key__in=keys, decided_by__division=division)
        .select_related(
            "accepted_by__hall", "decided_by__hall", "supervised_by__hall", "maker__hall"
        )
        .prefetch_related("requirements__material")
        .order_by("key", "implementation_code")
    )
    items = {row.key: row for row in rows}
    missing = [
        Finding(
            ("items", index, "key"),
            _("{division}没有事项 {key}。").format(division=division.name, key=key),
            _("请在部门目录里登记这个事项，或者从 divisions 中删去该区划。"),
        )
        for index, key in enumerate(keys)
        if key not in items
    ]
    if missing:
        raise BundleFaulty(missing)
    if faults := [*_unplaced(definition, items), *_excluded(definition, items)]:
        raise BundleFaulty(faults)
    return items


def _excluded(definition: Definition, items: Items) -> Iterator[Finding]:
    """Items that the bundle would decide on a commitment, where their department may not."""
    for index, written in enumerate(definition.items):
        if written.commitment is not None and items[written.key].commitment is None:
            yield Finding(
                ("items", index, "commitment"),
                _("“{item}”不适用告知承诺。").format(item=items[written.key].name),
                _("请删去 commitment，或者在部门目录里写明这个事项的承诺时限和核查办法。"),
            )


def _unplaced(definition: Definition, items: Items) -> Iterator[Finding]:
    """Check-points of the form that nobody says where to look for, and places for none at all."""
    for index, written in enumerate(definition.items):
        points = {point["key"] for point in items[written.key].form_check_points}
        for key in sorted(points ^ written.looks_at.keys()):
            yield Finding(
                ("items", index, "looks_at"),
                _("审查要点“{key}”没有说明看的是哪一处，或者这个事项没有它。").format(key=key),
                _("请让 looks_at 与事项的 form_check_points 一一对应。"),
            )


def _materials(definition: Definition) -> Mapping[str, Material]:
    found = Material.objects.in_bulk(
        {written.code for written in definition.materials}, field_name="code"
    )
    missing = [
        Finding(
            ("materials", index, "code"),
            _("材料目录里没有 {code}。").format(code=written.code),
            _("请改成材料目录里的编号，或者先登记这种材料。"),
        )
        for index, written in enumerate(definition.materials)
        if written.code not in found
    ]
    if missing:
        raise BundleFaulty(missing)
    return found


def _item(written: WrittenItem, row: ServiceItem) -> Item:
    return Item(
        key=written.key,
        name=_text(row.name, row.name_en),
        department=_department(row.decided_by),
        accepted_by=_department(row.accepted_by),
        supervised_by=_department(row.supervised_by),
        implementation_code=row.implementation_code,
        kind=row.kind,
        handling=row.handling,
        service_object=row.service_object,
        nationwide=row.nationwide,
        visits=row.visits,
        needs=written.needs,
        when=written.when,
        commitment=_commitment(written, row),
        holds_issuance=written.holds_issuance,
        deemed_acceptance=row.deemed_acceptance,
        pre_check=row.pre_check,
        legal=row.legal,
        promised=row.promised,
        delivery=row.delivery,
        extension=row.extension,
        fields=written.fields,
        materials=written.materials,
        sees=written.sees,
        result=_result(written, row),
        requirements=tuple(_requirement(one) for one in row.requirements.all()),
        check_points=tuple(
            _check_point(point, written.looks_at[point["key"]]) for point in row.form_check_points
        ),
        basis=row.basis,
        conditions=row.conditions,
        fee=row.fee,
        cost=row.cost,
    )


def _commitment(written: WrittenItem, row: ServiceItem) -> Commitment | None:
    if written.commitment is None or row.commitment is None:
        return None
    return Commitment(when=written.commitment.when, **row.commitment)


def _result(written: WrittenItem, row: ServiceItem) -> ResultDef:
    return ResultDef(
        name=row.result["name"],
        kind=row.result["kind"],
        validity_years=row.result.get("validity_years"),
        result_schema=row.result_schema,
        made_by=row.made_by,
        maker=_department(row.maker) if row.maker else None,
        template=written.template,
        maker_chosen_in=written.maker,
        per=row.result.get("per"),
    )


def _department(row: Department) -> DepartmentRef:
    return DepartmentRef(
        code=row.code,
        uscc=row.uscc,
        name=_text(row.name, row.name_en),
        short_name=_text(row.short_name, row.short_name_en),
        hall=row.hall.code if row.hall else None,
        review_body=_text(row.review_body, row.review_body_en) if row.review_body else None,
        court=_text(row.court, row.court_en) if row.court else None,
        kind=row.kind,
    )


def _requirement(row: Requirement) -> RequirementRef:
    return RequirementRef(
        code=row.material.code,
        name=_text(row.material.name, row.material.name_en),
        necessity=row.necessity,
        form=row.form,
        originals=row.originals,
        copies=row.copies,
        source=row.source,
        basis=row.basis,
    )


def _material(
    written: WrittenMaterial,
    row: Material,
    definition: Definition,
    items: Items,
    values: Values,
) -> BundleMaterial:
    """A row of the list, with all that anybody looks at in it: each check-point once.

    A duplicate's check-points stand at the original; what the applicant can neither fill in nor
    hand in under any of its rules has none, for there is nothing they could mend.
    """
    points = {
        point["key"]: _check_point(point, _about(written))
        for one in _looked_at(written, definition)
        for point in _points(one, items)
    }
    return BundleMaterial(
        **{
            **dict(written),
            "name": written.name or _text(row.name, row.name_en),
            "help": written.help or _text(row.description, row.description_en),
            "rules": tuple(local_rule(rule, values) for rule in written.rules),
            "check_points": tuple(points.values()),
        }
    )


def _looked_at(written: WrittenMaterial, definition: Definition) -> list[WrittenMaterial]:
    kinds = {rule.kind for rule in written.rules}
    if kinds.isdisjoint(("keep", "may_follow", "merged_form", "shared")):
        return []
    same = [one for one in definition.materials if written.key in {rule.of for rule in one.rules}]
    return [written, *same]


def _points(written: WrittenMaterial, items: Items) -> Iterator[dict[str, Any]]:
    for key in written.items:
        for requirement in items[key].requirements.all() if key in items else ():
            if requirement.material.code == written.code:
                yield from requirement.check_points


def _about(written: WrittenMaterial) -> str:
    """Where an applicant mends it: in the block it went into, or at the material itself."""
    if all(rule.into is not None for rule in written.rules):
        return f"block:{written.rule.into}"
    return f"material:{written.key}"


def _check_point(point: Mapping[str, Any], about: str) -> CheckPoint:
    return CheckPoint(
        key=point["key"],
        text=Text(zh=point["zh"], en=point["en"]),
        defect=Text(zh=point["defect_zh"], en=point["defect_en"]),
        about=about,
    )


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)
