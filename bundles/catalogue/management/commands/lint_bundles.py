"""``manage.py lint_bundles``: prove every bundle of the library without changing anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bundles.catalogue import loader


class Command(BaseCommand):
    help = "检查一件事的定义：引用、先后、承诺时限、条件和材料；数据库保持不变。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=loader.LIBRARY,
            help="存放一件事 YAML 文件的文件夹，默认是项目自带的。",
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            errors = loader.check(folder=folder)
        except loader.LibraryErrors as wrong:
            errors = wrong.errors
        if errors:
            listed = "\n".join(str(error) for error in errors)
            closing = _("共 {count} 处问题。").format(count=len(errors))
            raise CommandError(f"{listed}\n{closing}")
        self.stdout.write(_("没有发现问题。"))
