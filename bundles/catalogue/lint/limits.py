"""Nothing is promised that the law does not allow: not the ordinary way, not by commitment."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.definition import Version
from bundles.catalogue.findings import Finding


def inspect(version: Version) -> Iterator[Finding]:
    for number, item in enumerate(version.items):
        if item.promised.exceeds(item.legal):
            yield Finding(
                ("items", number, "key"),
                _("{item}承诺{promised}，超过了法定的{legal}。").format(
                    item=item.name, promised=item.promised, legal=item.legal
                ),
                _("请在部门目录里把承诺时限改到法定时限以内。"),
            )
        terms = item.commitment
        if terms is not None and terms.promised.exceeds(terms.legal):
            yield Finding(
                ("items", number, "commitment"),
                _("{item}按告知承诺办理时承诺{promised}，超过了法定的{legal}。").format(
                    item=item.name, promised=terms.promised, legal=terms.legal
                ),
                _("请在部门目录里把这个事项 commitment 的 promised 改到 legal 以内。"),
            )
