"""Says what happens while it happens: Chinese first, English beside it, with times and stages."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Final

from rich.console import Console
from rich.markup import escape

WIDEST_PLAIN: Final = 400
"""A log is not a screen: lines of it are never folded."""


@dataclass
class Story:
    """The one voice of a demonstration; several departments may speak at once."""

    output: IO[str]
    started: float = field(default_factory=time.monotonic)
    seconds: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        screen = self.output.isatty()
        self.console = Console(
            file=self.output, width=None if screen else WIDEST_PLAIN, highlight=False
        )

    @contextmanager
    def stage(self, key: str, chinese: str, english: str) -> Iterator[None]:
        """One chapter; its time goes into the report under ``key``."""
        begun = time.monotonic()
        self._print(f"\n[bold]── {escape(chinese)}[/bold] [dim]{escape(english)}[/dim]")
        try:
            yield
        finally:
            self.seconds[key] = round(time.monotonic() - begun, 2)

    def say(self, who: str, chinese: str, english: str, detail: str = "") -> None:
        """One step that has just happened."""
        since = time.monotonic() - self.started
        more = f" [cyan]{escape(detail)}[/cyan]" if detail else ""
        self._print(
            f"[dim]{since:6.1f} s[/dim]  [bold green]{escape(who)}[/bold green]  {escape(chinese)}"
            f" [dim]{escape(english)}[/dim]{more}"
        )

    def plain(self, line: str = "") -> None:
        self._print(escape(line))

    def failed(self, sentence: str) -> None:
        self._print(f"\n[bold red]✗ {escape(sentence)}[/bold red]")

    def done(self, sentence: str) -> None:
        self._print(f"\n[bold green]✓ {escape(sentence)}[/bold green]")

    @property
    def total(self) -> float:
        return round(time.monotonic() - self.started, 2)

    def _print(self, line: str) -> None:
        with self.lock:
            self.console.print(line, soft_wrap=True)
