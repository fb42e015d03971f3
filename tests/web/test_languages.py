"""Chinese pages are Chinese, English pages English: in the sources, and as they are served."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Comment
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import translation
from ruamel.yaml import YAML

from applicants.models import Applicant, Document
from bundles.casework.models import Correction, SignatureRequest, Submission
from bundles.issuance.models import Certificate
from departments.models import Department, Division, Hall, Material, Officer, ServiceItem
from portal.web.messages import ROOT
from portal.web.messages import TEMPLATES as TEMPLATE_FILES
from tests.web.matrix import ROWS
from tests.web.stage import Role, Stage
from tests.who_may import test_web

stage, own_vault_and_key = test_web.stage, test_web.own_vault_and_key  # fixtures

HAN = re.compile("[㐀-鿿]")
LATIN = re.compile(r"\b[A-Za-z]?[a-z][a-z'’-]+\b")
NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\w/-]+\.[a-z0-9]{2,5}\b")
PRINTED = re.compile(r"\([^()]*\)|\w\*+\w?|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]{3,}")
"""What a Chinese paper says, shown beside its English; masked names; sums in capitals."""

CLASSES = re.compile(r"\{% *block (body|bodyclass) *%\}.*?\{% *endblock *%\}", re.DOTALL)
MASKED = re.compile(r"[\u4e00-\u9fff]\*+[\u4e00-\u9fff]?")
"""A person's name as others may see it."""
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
BLOCK = re.compile(r"\{% *(blocktranslate|blocktrans|comment)\b.*?\{% *end\1 *%\}", re.DOTALL)
HOUSE = ("applicants", "bundles", "departments", "portal")
SAYS_BOTH = frozenset(
    "PDF JPEG PNG HEIC SHA QR KB MB JavaScript English Cookie Tab JSON HTTP HTTPS UTF App UKey "
    "HTML docs design-system md python verify py U YJS Ed OpenID Connect Discovery WCAG AA".split()
)
"""Names that are written alike in both languages."""

IN_CHINESE_BY_NATURE = ("中文", "一窗", "通办", "演示")
"""The language on its own button, the characters of the seal, and what is stamped on papers."""

TEMPLATES = sorted(
    {
        path
        for pattern in TEMPLATE_FILES
        for path in ROOT.glob(pattern)
        if not {"console", "api", "design.html"} & set(path.parts)
    }
)


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


# --- sources


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_says_nothing_that_is_not_translated(path: Path) -> None:
    source = TAG.sub(" ", BLOCK.sub(" ", CLASSES.sub(" ", path.read_text(encoding="utf-8"))))
    said = shown_in(source) if path.suffix == ".html" else [source]
    left = [text for text in said if is_prose(text) or HAN.search(without_names(text))]
    assert left == []


def shown_in(source: str) -> Iterator[str]:
    """Everything of a document that people read or hear."""
    soup = BeautifulSoup(source, "html.parser")
    for text in soup.find_all(string=True):
        if text.parent.name not in ("script", "style", "code") and not isinstance(text, Comment):
            yield str(text)
    for one in soup.find_all(True):
        for name in ("aria-label", "title", "alt", "placeholder", "data-label"):
            if one.get(name):
                yield str(one[name])
        if one.name == "meta" and one.get("name") == "description":
            yield str(one["content"])


def is_prose(text: str) -> bool:
    """Two Latin words that are no names: not codes, not addresses, not names of files."""
    words = [word for word in LATIN.findall(NO_WORDS.sub(" ", text)) if word not in SAYS_BOTH]
    return len(words) > 1


def without_names(text: str) -> str:
    for name in IN_CHINESE_BY_NATURE:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("path", sorted((ROOT / "static").glob("*.js")), ids=relative)
def test_a_script_has_no_words_of_its_own(path: Path) -> None:
    """What people read comes from the page, in the language of the page."""
    source = re.sub(
        r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", " ", path.read_text("utf-8"), flags=re.DOTALL
    )
    assert not HAN.search(source)
    texts = re.findall(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'', source)
    sentences = [t for pair in texts for t in pair if re.match(r"[A-Z][a-z]+ [a-z]+", t)]
    assert sentences == []


def test_no_python_says_chinese_without_marking_it() -> None:
    left = [
        f"{relative(path)}:{line} {text[:40]}"
        for folder in SPEAKS_TO_APPLICANTS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and relative(path) not in SPEAKS_CHINESE
        for line, text in unmarked(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert left == []


SPEAKS_TO_APPLICANTS = ("applicants", "portal/web", "portal/accounts", "portal/notices")
SPEAKS_CHINESE = {
    "applicants/apps.py": "names of apps, seen by nobody",
    "portal/accounts/apps.py": "the same",
    "portal/form/capitals.py": "sums in Chinese capitals are Chinese",
    "portal/web/messages.py": "a pattern",
    "portal/accounts/conf.py": "the simulator's own name; the buttons have words of their own",
    "portal/web/guide/notice.py": "what stands on a paper is Chinese",
    "portal/web/archive.py": "one file in both languages",
}
MARKS = {"Text", "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def unmarked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Strings with Chinese words in them that no translation function is given."""
    marked: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            marked.update(id(inner) for inner in ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            marked.add(id(node.value))  # docstrings
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in marked else ""
        if isinstance(said, str) and len(HAN.findall(without_names(said))) > 1:
            yield node.lineno, said


def test_every_choice_and_every_name_of_a_model_is_in_both_languages() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith(HOUSE):
            continue
        texts = {"name": model._meta.verbose_name}
        for field in model._meta.get_fields():
            if isinstance(field, models.Field):
                texts[field.name] = field.verbose_name
                if field.name not in ("language", "division_level"):  # languages name themselves
                    texts |= {f"{field.name}={key}": label for key, label in field.flatchoices}
        for name, text in texts.items():
            with translation.override("en"):
                english = str(text)
            with translation.override("zh-hans"):
                chinese = str(text)
            if HAN.search(english) or ("=" in name and is_prose(chinese)):
                wrong.append(f"{model.__name__}.{name}: {chinese} / {english}")
    assert wrong == []


# --- documents

LIBRARIES = sorted(
    path
    for folder in ("bundles", "departments")
    for path in (ROOT / folder).rglob("library/**/*.yaml")
)


@pytest.mark.parametrize("path", LIBRARIES, ids=relative)
def test_every_text_of_a_document_is_in_both_languages(path: Path) -> None:
    pairs = list(texts_of(YAML(typ="safe").load(path)))
    assert pairs
    for zh, en in pairs:
        assert zh, en
        assert en, zh
        assert HAN.search(zh) or not is_prose(zh), zh
        assert not HAN.search(re.sub(r"[“‘(（].*?[”’)）]", "", en)) or "·" in en, en


def texts_of(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if set(node) == {"zh", "en"} and isinstance(node["zh"], str):
            yield node["zh"], node["en"]
        for value in node.values():
            yield from texts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Department, Division, Hall, Material, Officer, ServiceItem])
def test_every_row_of_the_library_has_its_english(model: type[models.Model], library: None) -> None:
    twins = [
        field.name.removesuffix("_en")
        for field in model._meta.get_fields()
        if field.name.endswith("_en")
    ]
    for row in model._default_manager.all():
        for name in twins:
            zh, en = getattr(row, name), getattr(row, f"{name}_en")
            assert bool(zh) == bool(en), (row, name)
            assert not HAN.search(en), (row, name)


# --- pages as they are served


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(n for n, row in ROWS.items() if "GET" in row.methods))
def test_a_page_speaks_one_language(name: str, stage: Stage) -> None:
    address = reverse(name, kwargs=ROWS[name].at(stage))
    for role in (Role.OWNER, Role.ANONYMOUS):
        client = stage.client(role)
        in_english = page(client, address, "en")
        in_chinese = page(client, address, "zh-hans")
        if in_english is None or in_chinese is None:
            continue
        own = own_words(stage)
        left = [PRINTED.sub("", without(MASKED.sub("", t), own)) for t in in_english]
        assert [t for t in left if HAN.search(t)] == []
        assert [t for t in in_chinese if is_prose(without(t, own))] == []


def page(client: Any, address: str, language: str) -> list[str] | None:
    answer = client.get(address, headers={"accept-language": language})
    content = b"".join(answer) if answer.streaming else answer.content
    html = answer.get("Content-Type", "").startswith("text/html")
    if answer.status_code != 200 or not html or b"<main" not in content:
        return None
    soup = BeautifulSoup(content.decode(), "html.parser")
    for foreign in soup.find_all(lang=True):
        if foreign.name != "html":
            foreign.decompose()  # it says itself which language it is in
    return [text.strip() for text in shown_in(str(soup)) if text.strip()]


def own_words(stage: Stage) -> list[str]:
    """What people have written themselves, longest first: it stays as they wrote it."""
    found: set[str] = {"王*明", "李敏", "李*", "有限公司", "有限责任公司"}
    found.add(stage.organisation.organisation.name)
    found.update(one.name for one in Applicant.objects.all())
    found.update(one.name for one in Document.objects.all())
    found.update(one.name for one in SignatureRequest.objects.all())
    found.update(one.holder for one in Certificate.objects.all())
    for case in Submission.objects.all():
        found.update(strings(case.answers))
    for correction in Correction.objects.all():
        found.update(strings(correction.defects))
    return sorted(filter(None, found), key=len, reverse=True)


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


def without(text: str, own: list[str]) -> str:
    for words in own:
        text = text.replace(words, "")
    return without_names(text)
