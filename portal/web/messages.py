"""Collects every sentence of the house into ``locale/en/LC_MESSAGES/django.po``.

``python -m portal.web.messages`` brings the file up to date and names what is not yet translated;
``--check`` changes nothing and ends with 1 when a sentence is missing or untranslated. The msgids
are the Chinese sentences themselves; Babel reads Python, Django's own parser reads the templates.
GNU gettext need not be installed; ``portal.translations`` compiles.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
PYTHON = ("applicants", "bundles", "departments", "portal")
TEMPLATES = (
    "templates/**/*.html",
    "templates/**/*.txt",
    "portal/**/templates/**/*.html",
    "portal/**/templates/**/*.txt",
)
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
TEXT = r"u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\""
CALL = re.compile(rf"\bn?(?:_|gettext)\(\s*({TEXT})(?:\s*,\s*({TEXT}))?")
CHINESE = re.compile(r"[\u3000-\u303f㐀-鿿\uff00-\uffef]")  # punctuation included

Message = str | tuple[str, ...]


def sentences() -> Iterator[tuple[str, int, Message]]:
    """File, line and message of everything marked for translation."""
    for folder in PYTHON:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for line, message, _comments, _context in extract_from_file(
                "python", str(path), keywords=KEYWORDS
            ):
                yield str(path.relative_to(ROOT)), line, message
    for pattern in TEMPLATES:
        for path in sorted(ROOT.glob(pattern)):
            for line, message in of_template(path):
                yield str(path.relative_to(ROOT)), line, message


def of_template(path: Path) -> Iterator[tuple[int, Message]]:
    """The messages of one template, as Django would look them up."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for call in CALL.finditer(calls):
        one, many = (ast.literal_eval(text) if text else "" for text in call.groups())
        yield calls.count("\n", 0, call.start()) + 1, (one, many) if many else one


def collected() -> Catalog:
    """Everything there is now, without translations."""
    catalog = Catalog(locale="en", domain="django", charset="utf-8", fuzzy=False)
    for file, line, message in sentences():
        text = message if isinstance(message, str) else "".join(filter(None, message))
        if CHINESE.search(text):
            catalog.add(message, locations=[(file, line)])
    return catalog


def translated() -> Catalog:
    """What the file holds."""
    if not SOURCE.exists():
        return Catalog(locale="en", domain="django", charset="utf-8", fuzzy=False)
    with SOURCE.open("rb") as source:
        return read_po(source, locale="en", domain="django")


def is_translated(text: object) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def wanting(catalog: Catalog) -> list[str]:
    """Sentences in use that have no translation, or only a guessed one."""
    return [
        one.id if isinstance(one.id, str) else one.id[0]
        for one in catalog
        if one.id and (not is_translated(one.string) or one.fuzzy)
    ]


def updated() -> Catalog:
    """What the file should hold: today's sentences with the translations there are."""
    catalog = translated()
    catalog.update(collected(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.project, catalog.version = "one-window-portal", "0.1.0"
    catalog.header_comment = "# The sentences of the house in English; the msgids are the Chinese."
    catalog.last_translator = catalog.language_team = "the team"
    return catalog


def main(*arguments: str) -> int:
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    catalog = updated()
    if "--check" not in arguments:
        SOURCE.parent.mkdir(parents=True, exist_ok=True)
        with SOURCE.open("wb") as target:
            write_po(target, catalog, width=100, sort_by_file=True, omit_header=False)
    left = wanting(catalog)
    sys.stdout.writelines(f"{message}\n" for message in left)
    sys.stderr.write(f"{len(catalog)} sentences, {len(left)} without a translation" + "\n")
    return int("--check" in arguments and bool(left))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
