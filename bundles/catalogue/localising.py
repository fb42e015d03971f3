"""What differs from place to place: values and choices, put into the one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from bundles.catalogue.authoring import Definition, Letter, LocalValue, Place
from bundles.catalogue.findings import Finding
from bundles.catalogue.form import Block, Choice, Field, Question
from bundles.catalogue.merging import Rule
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
    for index, question in enumerate(definition.questions):
        for cut in question.cuts:
            if isinstance(cut, str) and not _is_number(definition.values.get(cut)):
                yield _nowhere(("questions", index, "cuts"), cut)
    for index, place in enumerate(definition.divisions):
        unknown = [("choices", path) for path in place.choices if path not in fields]
        unknown += [("values", key) for key in place.values if key not in definition.values]
        for kind, name in unknown:
            yield _nowhere(("divisions", index, kind, name), name)


def _nowhere(where: tuple[str | int, ...], name: str) -> Finding:
    return Finding(
        where,
        _("这里提到的“{name}”不存在。").format(name=name),
        _("请改正名称，或者先写出它。"),
    )


def _is_number(value: LocalValue | None) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def local_question(question: Question, values: Values) -> Question:
    """The question with the cuts of this place as numbers; ``{value}`` in its words."""
    cuts = {values[cut] if isinstance(cut, str) else cut for cut in question.cuts}
    return question.model_copy(
        update={
            "cuts": tuple(sorted(cut for cut in cuts if isinstance(cut, int))),
            "text": _filled(question.text, values),
            "help": question.help and _filled(question.help, values),
            "choices": tuple(_choice(choice, values) for choice in question.choices),
        }
    )


def _choice(choice: Choice, values: Values) -> Choice:
    words = {"text": _filled(choice.text, values)}
    if choice.help is not None:
        words["help"] = _filled(choice.help, values)
    return choice.model_copy(update=words)


def local_letter(letter: Letter, values: Values) -> Letter:
    return letter.model_copy(update={"text": _filled(letter.text, values)})


def local_rule(rule: Rule, values: Values) -> Rule:
    if rule.promise is None:
        return rule
    return rule.model_copy(update={"promise": _filled(rule.promise, values)})


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
