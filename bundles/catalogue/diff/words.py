"""What is different, said in both languages for whoever will file a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bundles.catalogue.findings import Answered
from departments.documents import Text

Kind = Literal[
    "item",
    "need",
    "commitment",
    "limit",
    "fee",
    "material",
    "question",
    "field",
    "value",
    "paper",
    "consent",
    "signatory",
    "other",
]
Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """``key`` names what changed in the document; ``text`` is the whole sentence."""

    kind: Kind
    key: str
    change: Change
    text: Text

    def __str__(self) -> str:
        return str(self.text)


def sentence(zh: str, en: str, /, **parts: Text | str) -> Text:
    """Both templates filled in, each part in the language of its template."""
    return Text(
        zh=zh.format(**{key: _in(part, "zh") for key, part in parts.items()}),
        en=en.format(**{key: _in(part, "en") for key, part in parts.items()}),
    )


def where(answers: tuple[Answered, ...] | None) -> Text:
    """Under which answers; None is everywhere. Ends so that a sentence can go on, with a space in
    English, which a document's text may not have.
    """
    if answers is None:
        return Text.model_construct(zh="", en="")
    if not answers:
        return Text.model_construct(zh="按通常的回答，", en="With the usual answers, ")
    zh = "，".join(f"“{one.question.zh}”答“{one.answer.zh}”" for one in answers)
    en = ", ".join(f"“{one.question.en}” is answered “{one.answer.en}”" for one in answers)
    return Text.model_construct(zh=f"{zh}时，", en=f"Where {en}, ")


def _in(part: Text | str, language: str) -> str:
    return part if isinstance(part, str) else str(getattr(part, language))
