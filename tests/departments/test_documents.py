"""Mistakes in a library file: all of them, each with its line and what to do."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import Field

from departments.documents import LibraryErrors, Strict, Text, open_document, read
from departments.limits import Limit


class Item(Strict):
    name: Text
    amount: Decimal = Field(ge=0)
    limit: Limit | None = None


class Shelf(Strict):
    items: tuple[Item, ...]


Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        file = tmp_path / "library" / "shelf.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write


def mistakes(file: Path) -> list[str]:
    with pytest.raises(LibraryErrors) as raised:
        read(file, Shelf)
    return [str(error).split("/", 1)[1] for error in raised.value.errors]


def test_a_good_file_becomes_a_frozen_document(write: Write) -> None:
    shelf = read(
        write("items:\n  - name: {zh: 甲, en: A}\n    amount: 0.5\n    limit: {amount: 3}\n"), Shelf
    )
    assert shelf.items[0].amount == Decimal("0.5")
    assert shelf.items[0].limit == Limit.working(3)
    assert str(shelf.items[0].name) == "甲"


def test_all_mistakes_are_named_at_once_with_their_lines(write: Write) -> None:
    file = write(
        "items:\n"
        "  - nmae: {zh: 甲, en: A}\n"
        "    amount: -1\n"
        "  - name:\n"
        "      zh: 乙\n"
        "    amount: many\n"
    )
    assert mistakes(file) == [
        "library/shelf.yaml:2:5  items.0.name：缺少“name”。 请在这里补上“name”。",
        "library/shelf.yaml:2:5  items.0.nmae：不认识字段“nmae”。 是不是“name”？",
        "library/shelf.yaml:3:5  items.0.amount：这里的内容不对。 请填写不小于 0 的数。",
        "library/shelf.yaml:4:5  items.1.name.en：缺少“en”。 请在这里补上“en”。",
        "library/shelf.yaml:6:5  items.1.amount：这里的内容不对。 请填写数字。",
    ]


def test_an_unknown_field_far_from_any_other_lists_what_there_is(write: Write) -> None:
    (mistake,) = mistakes(write("items: []\nzzz: 1\n"))
    assert mistake.endswith("zzz：不认识字段“zzz”。 可用：items。")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("items: []\nitems: []\n", "shelf.yaml:2:1  同一个名称写了两次。"),
        ("items: [\n", "YAML 写法有误"),
        ("", "文件是空的。"),
        ("items: \x07\n", "文件含有不能出现的字符。"),
        ("- 1\n", "这里应是若干“名称: 内容”。"),
    ],
)
def test_a_broken_file_is_explained(write: Write, text: str, words: str) -> None:
    (mistake,) = mistakes(write(text))
    assert words in mistake


def test_a_missing_file_and_a_foreign_encoding_are_explained(write: Write, tmp_path: Path) -> None:
    assert "读不到这个文件。" in mistakes(tmp_path / "library" / "none.yaml")[0]
    file = write("")
    file.write_bytes("items: 甲".encode("gb18030"))
    assert "文件不是 UTF-8 编码。" in mistakes(file)[0]


def test_a_negative_limit_says_what_is_wrong(write: Write) -> None:
    file = write("items:\n  - name: {zh: 甲, en: A}\n    amount: 1\n    limit: {amount: -3}\n")
    assert mistakes(file) == [
        "library/shelf.yaml:4:5  items.0.limit：时限不能是负数，请填写 0 或正数。"
    ]


def test_no_path_of_the_machine_is_shown(write: Write, tmp_path: Path) -> None:
    with pytest.raises(LibraryErrors) as raised:
        read(write("items: 3\n"), Shelf)
    assert str(tmp_path.parent) not in str(raised.value)


def test_a_second_look_knows_the_lines_too(write: Write) -> None:
    document = open_document(write("items:\n  - name: {zh: 甲, en: A}\n    amount: 1\n"), Shelf)
    error = document.error("items", 0, "amount", problem="太少。", remedy="请加一些。")
    assert (error.line, error.column, error.path) == (3, 5, "items.0.amount")
    assert document.written_at("items", 0, "name", "en") == "A"
