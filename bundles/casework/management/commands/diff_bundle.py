"""``manage.py diff_bundle``: what changes between two versions, and for how many past cases."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from bundles.casework.selectors import scenarios
from bundles.catalogue import proving, versions
from bundles.catalogue.definition import Version
from bundles.catalogue.diff import Difference, Effects, differences, effects
from bundles.catalogue.findings import BundleFaulty
from bundles.catalogue.models import BundleVersion
from departments.documents import LibraryErrors


class Command(BaseCommand):
    help = "比较同一件事的两个版本：申请人会看到哪些不同，最近办过的件会有什么变化。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bundle", help="一件事的代码，例如 company-opening。")
        parser.add_argument("division", help="区划代码，12 位。")
        parser.add_argument(
            "--old", type=int, help="原来的版本号，默认是现在提供的版本。", dest="earlier"
        )
        parser.add_argument(
            "--new", type=int, help="后来的版本号，默认是文件里写着的。", dest="later"
        )
        parser.add_argument(
            "--last", type=int, default=scenarios.LAST, help="比较最近多少件，默认 1000。"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出。")

    def handle(self, *args: Any, bundle: str, division: str, last: int, **options: Any) -> None:
        old = _version(bundle, division, options["earlier"])
        later = options["later"]
        new = _version(bundle, division, later) if later else _written(bundle, division)
        found = differences(old, new)
        past = scenarios.filed(bundle, division, last=last)
        counted = effects(old, new, past, on=timezone.localdate())
        self.stdout.write(_as_json(found, counted) if options["json"] else _told(found, counted))


def _version(bundle: str, division: str, number: int | None) -> Version:
    rows = BundleVersion.objects.filter(bundle__code=bundle, division=division)
    try:
        if number is None:
            return versions.version(versions.current(bundle, division).pk)
        return versions.version(rows.only("pk").get(number=number).pk)
    except (versions.VersionUnknown, BundleVersion.DoesNotExist):
        listed = "、".join(str(one) for one in rows.values_list("number", flat=True)) or _("没有")
        raise CommandError(
            _("没有这个版本。这个区划已有的版本号：{numbers}。").format(numbers=listed)
        ) from None


def _written(bundle: str, division: str) -> Version:
    """As the files stand now, against the departments as they stand in the database."""
    try:
        return proving.written(bundle, division)
    except (LibraryErrors, BundleFaulty, versions.VersionUnknown) as wrong:
        raise CommandError(str(wrong)) from None


def _told(found: tuple[Difference, ...], counted: Effects) -> str:
    listed = [f"· {one.text}" for one in found] or [_("没有申请人会看到的不同。")]
    return "\n".join([*listed, "", *(str(line) for line in counted.lines)])


def _as_json(found: tuple[Difference, ...], counted: Effects) -> str:
    return json.dumps(
        {
            "differences": [
                {"kind": one.kind, "key": one.key, "change": one.change, **one.text.to_json()}
                for one in found
            ],
            "cases": counted.cases,
            "unchanged": counted.unchanged,
            "changes": {
                aspect: {str(by): count for by, count in by_how_much.items()}
                for aspect, by_how_much in counted.changes.items()
            },
        },
        ensure_ascii=False,
        indent=2,
    )
