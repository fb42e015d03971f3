"""The design system holds: colours far enough apart, all components shown, nothing from outside."""

import gzip
import re

import pytest
from django.test import Client

from portal.web import contrast

STYLES = contrast.STYLES.read_text(encoding="utf-8")
HEAVIEST = 12_000
PALETTES = contrast.palettes(STYLES)
PAIRS = [
    *((pair, False) for pair in contrast.TEXT_PAIRS),
    *((pair, True) for pair in contrast.EDGE_PAIRS),
]


@pytest.mark.parametrize("mode", contrast.MODES)
@pytest.mark.parametrize(("pair", "edge"), PAIRS)
def test_every_pair_of_colours_is_far_enough_apart(
    mode: str, pair: tuple[str, str], edge: bool
) -> None:
    one, other = (PALETTES[mode][name] for name in pair)
    assert contrast.contrast(one, other) >= contrast.least(mode, edge=edge)


def test_the_formula_is_that_of_the_guideline() -> None:
    assert contrast.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_table_in_the_document_is_todays() -> None:
    document = contrast.DOCUMENT.read_text(encoding="utf-8")
    assert contrast.written(document, STYLES) == document, "python -m portal.web.contrast --write"


def test_components_use_the_tokens_and_no_colours_of_their_own() -> None:
    outside = contrast._BLOCK.sub("", STYLES.split("@media print")[0])
    colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[ ;,)])", outside))
    assert colours <= {
        "#1e1b18",
        "#e6c987",
        "#fff",
    }  # on gold, gold pressed, under a QR code


def test_the_stylesheet_is_light_and_asks_nobody_outside() -> None:
    assert len(gzip.compress(STYLES.encode(), 6)) < HEAVIEST
    assert not re.search(r"@import|@font-face|https?:|url\((?!\"fret)", STYLES)


def test_every_component_the_document_names_is_alive(client: Client, db: None) -> None:
    named = re.findall(r"`\.([a-z-]+)", contrast.DOCUMENT.read_text(encoding="utf-8"))
    page = client.get("/design/").content.decode()
    shown = set(re.findall(r"[a-z-]+", " ".join(re.findall(r'class="([^"]*)"', page))))
    missing = set(named) - shown - {"beyond", "change", "suggestions", "pager"}
    assert missing == set()


def test_nobody_finds_the_components_in_production() -> None:
    source = contrast.ROOT.joinpath("portal", "web", "urls.py").read_text(encoding="utf-8")
    assert 'if not settings.PRODUCTION:\n    urlpatterns += [path("design/"' in source
