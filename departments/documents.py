"""Library files: YAML read into typed documents, every mistake with its line and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from departments.document_errors import LibraryError, LibraryErrors, library_name
from departments.document_problems import Step, did_you_mean, explain

__all__ = [
    "Document",
    "LibraryError",
    "LibraryErrors",
    "Strict",
    "Text",
    "did_you_mean",
    "open_document",
    "open_source",
    "open_text",
    "plain",
    "read",
    "source_of",
]


class Strict(BaseModel):
    """What every document of the house is built of: frozen, and closed to unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Text(Strict):
    """One sentence in the two languages of the house."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __str__(self) -> str:
        return self.en if (get_language() or "zh").startswith("en") else self.zh

    def to_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


_BAD_VALUES = (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, AssertionError)
"""What YAML's reader stumbles over, naming no line: ``2026-13-45``, ``!!int x``, 5 000 digits."""

Model = TypeVar("Model", bound=BaseModel)
Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Document(Generic[Content]):
    """A document with the lines it was read from, for what only a second look finds."""

    content: Content
    file: Path
    source: Any

    def error(self, *place: Step, problem: str, remedy: str) -> LibraryError:
        """A problem at ``place`` (``"items", 0, "needs"``), found after the document was read."""
        line, column = _position(self.source, place)
        name, path = library_name(self.file), ".".join(map(str, place))
        return LibraryError(name, line, column, path, problem, remedy)

    def written_at(self, *place: Step) -> str:
        """The word standing at ``place``; a key of a mapping stands for itself."""
        here = self.source
        for step in place:
            here = here[step]
        return str(place[-1] if isinstance(here, dict) else here)

    def findings(
        self, error: ValidationError, model: type[BaseModel], *, at: tuple[Step, ...] = ()
    ) -> list[LibraryError]:
        """All that pydantic found wrong with the part of this document standing ``at`` a place."""
        errors = []
        for finding in error.errors():
            problem, remedy = explain(finding, model)
            errors.append(self.error(*at, *finding["loc"], problem=problem, remedy=remedy))
        return errors


def read(path: Path, model: type[Model]) -> Model:
    """One YAML file as ``model``. Raises ``LibraryErrors`` naming all its mistakes at once."""
    return open_document(path, model).content


def open_document(path: Path, model: type[Model]) -> Document[Model]:
    """Like ``read``, and keeps the lines."""
    return _typed(_load(path), path, model)


def open_source(path: Path) -> Document[Any]:
    """A file as it is written, grammar and nothing else checked. Raises ``LibraryErrors``."""
    source = _load(path)
    return Document(source, path, source)


def source_of(text: str, *, name: str) -> Document[Any]:
    """Like ``open_source``, for a text that is in no file; errors call it ``name``."""
    source = _parsed(text, name)
    return Document(source, Path(name), source)


def open_text(text: str, model: type[Model], *, name: str) -> Document[Model]:
    """Like ``open_document``, for a text that is in no file; errors call it ``name``."""
    return _typed(_parsed(text, name), Path(name), model)


def _typed(source: Any, path: Path, model: type[Model]) -> Document[Model]:
    try:
        content = model.model_validate(plain(source))
    except ValidationError as error:
        raise LibraryErrors(Document(None, path, source).findings(error, model)) from error
    return Document(content, path, source)


def _load(path: Path) -> Any:
    name = library_name(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        problem = _("读不到这个文件。")
        raise _one(name, problem, _("请确认文件存在并且可读。")) from error
    except UnicodeDecodeError as error:
        raise _one(name, _("文件不是 UTF-8 编码。"), _("请另存为 UTF-8。")) from error
    return _parsed(text, name)


def _parsed(text: str, name: str) -> Any:
    try:
        source = YAML().load(text)
    except DuplicateKeyError as error:
        raise _one(name, _("同一个名称写了两次。"), _("请删去其中一个。"), error) from error
    except MarkedYAMLError as error:
        problem = _("YAML 写法有误（%s）。") % (error.problem or error.context or "")
        raise _one(name, problem, _("请检查缩进、冒号和引号。"), error) from error
    except YAMLError as error:
        raise _unprintable(name) from error
    except _BAD_VALUES as error:
        problem = _("YAML 写法有误（%s）。") % str(error)[:100]
        raise _one(name, problem, _("请检查缩进、冒号和引号。")) from error
    if _holds_nul(source):
        raise _unprintable(name)
    if source is None:
        raise _one(name, _("文件是空的。"), _("请填写内容，或删去文件。"))
    return source


def _unprintable(name: str) -> LibraryErrors:
    return _one(name, _("文件含有不能出现的字符。"), _("请删去控制字符。"))


def _holds_nul(source: Any) -> bool:
    r"""Whether a word anywhere holds U+0000: as ``"\0"`` it gets past the reader, and no database
    takes it.
    """
    waiting, seen = [source], set[int]()
    while waiting:
        here = waiting.pop()
        if isinstance(here, str) and "\0" in here:
            return True
        if isinstance(here, dict | list) and id(here) not in seen:
            seen.add(id(here))
            waiting.extend([*here, *here.values()] if isinstance(here, dict) else here)
    return False


def _one(
    name: str, problem: str, remedy: str, error: MarkedYAMLError | None = None
) -> LibraryErrors:
    mark = error.problem_mark if error else None
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return LibraryErrors([LibraryError(name, line, column, "", problem, remedy)])


def _position(source: Any, place: tuple[Step, ...]) -> tuple[int, int]:
    """Line and column, from 1, of the deepest part of ``place`` that the file really has."""
    line, column = 0, 0
    for step in place:
        here = _written_as(source, step)
        if isinstance(source, CommentedMap) and here in source:
            line, column = source.lc.key(here)
        elif isinstance(source, CommentedSeq) and isinstance(here, int) and here < len(source):
            line, column = source.lc.item(here)
        else:
            continue
        source = source[here]
    return line + 1, column + 1


def _written_as(source: Any, step: Step) -> Step:
    """A list of one may stand in a file as the one: ``rule`` for ``rules``."""
    if isinstance(source, CommentedMap) and step not in source:
        return str(step).removesuffix("s")
    return step


def plain(source: Any) -> Any:
    """Ordinary Python values: no reader's subclasses inside a document."""
    if isinstance(source, dict):
        return {plain(key): plain(value) for key, value in source.items()}
    if isinstance(source, list):
        return [plain(value) for value in source]
    for kind in (bool, int, float, str):
        if isinstance(source, kind):
            return kind(source)
    return source
