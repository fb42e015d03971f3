"""``manage.py lint_bundles``: prove every bundle of the library without changing anything."""

from __future__ import annotations

import json
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from bundles.catalogue import loader
from bundles.catalogue.lint import Case, Coverage
from bundles.catalogue.proving import Library, Proved, prove_library

WIDTH = 110


class Command(BaseCommand):
    help = (
        "逐一走完每个一件事的所有情形，证明材料不多不少、先后不乱、承诺不超法定；"
        "打印走过的范围，数据库保持不变。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=loader.LIBRARY,
            help="存放一件事 YAML 文件的文件夹，默认是项目自带的。",
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出。")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            found = prove_library(folder=folder)
        except loader.LibraryErrors as wrong:
            found = Library((), tuple(sorted(wrong.errors)))
        if options["json"]:
            self.stdout.write(_as_json(found))
        elif not found.errors:
            self._tell(found)
        if found.errors:
            listed = "\n".join(str(error) for error in found.errors)
            closing = _("共 {count} 处问题。").format(count=len(found.errors))
            raise CommandError(f"{listed}\n{closing}")

    def _tell(self, found: Library) -> None:
        told = StringIO()
        console = Console(file=told, width=WIDTH, highlight=False)
        for one in found.proved:
            if one.coverage is not None:
                _print(one, one.coverage, console)
        seconds = sum(one.seconds for one in found.proved)
        console.print(
            _("没有发现问题：{count} 份定义全部走完，计算用时 {seconds} 秒。").format(
                count=len(found.proved), seconds=f"{seconds:.2f}"
            )
        )
        self.stdout.write(told.getvalue())


def _print(one: Proved, walked: Coverage, console: Console) -> None:
    console.print(f"{one.name}（{one.code}） · {one.division}")
    console.print(
        _(
            "  {questions} 个问题分 {groups} 组走完：情形 {scenarios} 个"
            "（全部组合 {combinations} 个），条件运算 {evaluations} 次，{seconds} 秒"
        ).format(
            questions=walked.questions,
            groups=walked.groups,
            scenarios=walked.scenarios,
            combinations=walked.combinations,
            evaluations=walked.evaluations,
            seconds=f"{one.seconds:.2f}",
        )
    )
    console.print(
        _(
            "  事项 {items} 个，材料 {materials} 行，表单 {fields} 项；"
            "任何情形下随申请提交的材料都在 {least} 到 {most} 份之间，不算表单和承诺书"
        ).format(
            items=walked.items,
            materials=walked.materials,
            fields=walked.fields,
            least=walked.least,
            most=walked.most,
        )
    )
    if walked.idle:
        console.print(_("  本地不会用到：{places}").format(places="、".join(walked.idle)))
    console.print(_table(walked))


def _table(walked: Coverage) -> Table:
    table = Table(box=None, padding=(0, 2))
    for title in (_("情形"), _("事项"), _("材料"), _("填写项"), _("跑动次数"), _("工作日")):
        table.add_column(title)
    table.add_column(_("与默认不同的回答"), overflow="fold")
    named = ((_("最少"), walked.best), (_("通常"), walked.ordinary), (_("最多"), walked.worst))
    for name, case in named:
        table.add_row(name, *_figures(case), _answers(case))
    return table


def _figures(case: Case) -> tuple[str, ...]:
    was, now = case.before, case.after
    return (
        str(case.items),
        f"{was.materials} → {now.materials}",
        f"{was.fields} → {now.fields}",
        f"{was.visits} → {now.visits}",
        f"{was.days} → {now.days}",
    )


def _answers(case: Case) -> str:
    return "；".join(f"{one.question}{one.answer}" for one in case.answers) or "–"


def _as_json(found: Library) -> str:
    """Decimals and texts as plain values; errors as they are printed."""
    return json.dumps(
        {
            "proved": [_plain(asdict(one)) for one in found.proved],
            "errors": [str(error) for error in found.errors],
        },
        ensure_ascii=False,
        indent=2,
        default=str,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.to_json() if hasattr(value, "to_json") else value
