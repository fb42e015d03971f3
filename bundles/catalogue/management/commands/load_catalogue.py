"""``manage.py load_catalogue``: departments, items and bundles from the library files."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bundles.catalogue import loader


class Command(BaseCommand):
    help = "载入部门、事项、材料和一件事：要么全部载入，要么什么都不变；可以重复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = self._load()
        except loader.LibraryErrors as errors:
            listed = "\n".join(str(error) for error in errors.errors)
            count = len(errors.errors)
            closing = _("共 {count} 处问题，什么都没有改动。").format(count=count)
            raise CommandError(f"{listed}\n{closing}") from None
        self.stdout.write(
            _("已载入：部门目录新增 {created}、更新 {changed}、移除 {removed} 行；").format(
                created=loaded.departments.created,
                changed=loaded.departments.changed,
                removed=loaded.departments.removed,
            )
            + _("提供 {count} 个一件事版本，其中新版本 {new} 个。").format(
                count=len(loaded.versions), new=loaded.new
            )
        )

    def _load(self) -> loader.Loaded:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(_("载入"), total=None)

            def report(done: int, total: int, what: str) -> None:
                bar.update(task, completed=done, total=total, description=what or _("完成"))

            return loader.load(report)
