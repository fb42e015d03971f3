"""A form of a page, filled in as a person would: only what is there, only what is offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bs4 import BeautifulSoup, Tag

BUTTONS: Final = frozenset({"submit", "button", "reset", "image"})
TICKED: Final = frozenset({"radio", "checkbox"})


class CannotBeFilled(Exception):
    """The page has no such control, or does not offer this value."""


@dataclass(frozen=True)
class File:
    name: str
    content: bytes
    media_type: str


@dataclass
class Form:
    """A ``<form>`` and every control that belongs to it, wherever on the page it stands.

    It begins with what the page shows (values, ticks, selections), as in a browser.
    """

    element: Tag
    page: BeautifulSoup
    values: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[File]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for control in self.controls():
            name = attribute(control, "name")
            if control.name == "input" and attribute(control, "type") == "file":
                self.files.setdefault(name, [])
            elif (shown := _shown(control)) is not None:
                self.values.setdefault(name, []).extend(shown)

    @property
    def action(self) -> str:
        return attribute(self.element, "action")

    @property
    def method(self) -> str:
        return attribute(self.element, "method").lower() or "get"

    @property
    def names(self) -> set[str]:
        return {attribute(control, "name") for control in self.controls()}

    def controls(self) -> list[Tag]:
        inside = self.element.find_all(["input", "select", "textarea"], attrs={"name": True})
        identity = attribute(self.element, "id")
        outside = self.page.find_all(["input", "select", "textarea"], attrs={"form": identity})
        found = [*inside, *(outside if identity else [])]
        return [
            control
            for control in found
            if attribute(control, "form") in ("", identity)
            and control.get("disabled") is None
            and attribute(control, "type").lower() not in BUTTONS
        ]

    def fill(self, values: Mapping[str, Any]) -> None:
        """Give each control its value; lists tick several boxes.

        Raises ``CannotBeFilled`` naming the control that is missing or does not offer the value.
        """
        for name, value in values.items():
            self.put(name, as_typed(value))

    def put(self, name: str, words: list[str]) -> None:
        controls = self._named(name)
        if not controls:
            raise CannotBeFilled(f"no control named {name}")
        offered = _offered(controls)
        if offered is not None and (strange := [word for word in words if word not in offered]):
            raise CannotBeFilled(f"{name} does not offer {', '.join(strange)}")
        self.values[name] = words

    def tick_all(self, name: str) -> int:
        """Tick every box of this name; says how many there are."""
        boxes = self._named(name)
        self.values[name] = [attribute(box, "value") or "on" for box in boxes]
        return len(boxes)

    def attach(self, name: str, files: Iterable[File]) -> None:
        if name not in self.files:
            raise CannotBeFilled(f"no place for a file named {name}")
        self.files[name] = list(files)

    def missing(self, values: Mapping[str, Any]) -> set[str]:
        """Which of these have no control here (yet)."""
        return set(values) - self.names

    def button(self, value: str) -> tuple[str, str] | None:
        """Name and value of the button with this value."""
        identity = attribute(self.element, "id")
        for button in self.page.find_all("button", attrs={"value": value, "name": True}):
            inside = self.element in button.parents
            if inside or (identity and attribute(button, "form") == identity):
                return attribute(button, "name"), value
        return None

    def _named(self, name: str) -> list[Tag]:
        return [control for control in self.controls() if attribute(control, "name") == name]


def attribute(element: Tag, name: str) -> str:
    """The attribute's text; empty when there is none."""
    found = element.get(name)
    return " ".join(found) if isinstance(found, list) else found or ""


def as_typed(value: Any) -> list[str]:
    """An answer in the words of a form."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)]


def _shown(control: Tag) -> list[str] | None:
    """What a browser would send for the control as it stands; None for nothing."""
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if control.name == "select":
        options = control.find_all("option")
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return [_choice(one) for one in chosen]
    if attribute(control, "type").lower() in TICKED:
        return [attribute(control, "value") or "on"] if control.has_attr("checked") else None
    return [attribute(control, "value")]


def _choice(option: Tag) -> str:
    """What an ``<option>`` stands for; without a value it is its text."""
    return attribute(option, "value") if option.has_attr("value") else option.get_text(strip=True)


def _offered(controls: list[Tag]) -> set[str] | None:
    """The values to choose from; None where anything may be typed."""
    offered: set[str] = set()
    for control in controls:
        if control.name == "select":
            offered |= {_choice(one) for one in control.find_all("option")}
        elif attribute(control, "type").lower() in TICKED:
            offered.add(attribute(control, "value") or "on")
        else:
            return None
    return offered
