"""What differs from place to place: values and choices, put into the one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from bundles.catalogue.authoring import Definition, LocalValue, Place
from bundles.catalogue.findings import Finding
from bundles.catalogue.form import Block, Choice, Field
from departments.documents import Text

Values = Mapping[str, LocalValue]


def place_of(definition: Definition, division_code: str) -> Place:
    """What the bundle says of this division; where it says nothing, nothing differs."""
    for place in definition.divisions:
        if place.code == division_code:
            return place
    return Place(code=division_code)


def misnamed_places(definition: Definition) -> Iterator[Finding]:
    """Values and choices set for a place that the bundle does not have at all."""
    fields = {f"{block.key}.{field.key}" for block in definition.blocks for field in block.fields}
    for index, place in enumerate(definition.divisions):
        unknown = [("choices", path) for path in place.choices if path not in fields]
        unknown += [("values", key) for key in place.values if key not in definition.values]
        for kind, name in unknown:
            yield Finding(
                ("divisions", index, kind, name),
                _("这里提到的“{name}”不存在。").format(name=name),
                _("请改正名称，或者先写出它。"),
            )


def local_block(block: Block, place: Place, values: Values) -> Block:
    """The block with the choices and values of this place; ``{value}`` in a help or message."""
    fields = tuple(
        _field(field, place, place.choices.get(f"{block.key}.{field.key}", field.choices), values)
        for field in block.fields
    )
    rules = tuple(
        rule.model_copy(update={"message": _filled(rule.message, values)}) for rule in block.rules
    )
    return block.model_copy(update={"fields": fields, "rules": rules})


def _field(field: Field, place: Place, choices: tuple[Choice, ...], values: Values) -> Field:
    text = field.help and _filled(field.help, values)
    within = place.code if field.within == "here" else field.within
    return field.model_copy(update={"choices": choices, "help": text, "within": within})


def _filled(text: Text, values: Values) -> Text:
    zh, en = text.zh, text.en
    for key, value in values.items():
        zh, en = zh.replace(f"{{{key}}}", str(value)), en.replace(f"{{{key}}}", str(value))
    return Text(zh=zh, en=en)
