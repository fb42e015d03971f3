"""A scenario in citizens' words: the questions they would read, and what they would answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bundles.catalogue.definition import Question, Text, Version
from bundles.catalogue.findings import Answered, Finding
from bundles.catalogue.lint.scenarios import Scenario
from bundles.catalogue.scenario import BARRED

YES, NO = Text(zh="是", en="yes"), Text(zh="否", en="no")
NONE = Text(zh="都不选", en="none of them")
ON_THE_LIST = Text(zh="申请人在失信名单上吗？", en="Is the applicant on the bad-credit list?")


def broken(
    place: tuple[str | int, ...], problem: str, remedy: str, scenario: Scenario, version: Version
) -> Finding:
    """What is wrong in this scenario, which is said in the problem."""
    told = answered(version, scenario)
    return Finding(place, problem + in_words(told), remedy, told)


def answered(version: Version, scenario: Scenario) -> tuple[Answered, ...]:
    return tuple(
        Answered(ON_THE_LIST, YES)
        if key == BARRED
        else Answered(
            version.questions_by_key[key].text, said(version.questions_by_key[key], value)
        )
        for key, value in scenario.given.items()
    )


def in_words(answers: tuple[Answered, ...]) -> str:
    if not answers:
        return _("（所有问题都按默认回答时就会这样。）")
    listed = _("；").join(
        _("“{question}”答“{answer}”").format(question=one.question, answer=one.answer)
        for one in answers
    )
    return _("（这样回答时会出现：{answers}；其余问题按默认回答。）").format(answers=listed)


def said(question: Question, value: Any) -> Text:
    """An answer as the form would show it."""
    match question.type:
        case "yes_no":
            return YES if value else NO
        case "integer":
            return _counted(value, question.unit)
        case "choice":
            return next(one.text for one in question.choices if one.key == value)
    chosen = [one.text for one in question.choices if one.key in value]
    if not chosen:
        return NONE
    return Text(zh="、".join(one.zh for one in chosen), en=", ".join(one.en for one in chosen))


def _counted(number: int, unit: Text | None) -> Text:
    if unit is None:
        return Text(zh=str(number), en=str(number))
    return Text(zh=f"{number}{unit.zh}", en=f"{number} {unit.en}")
