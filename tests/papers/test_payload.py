"""What the QR code of a paper says, and that nobody else can say it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from django.core.management import call_command
from django.utils import timezone

from bundles.papers import payload, qr_keys
from bundles.papers.kinds import PaperKind
from bundles.papers.links import with_signed_link
from bundles.papers.payload import NotOurPayload, digest_of, payload_of, read, sign
from tests.papers.samples import sample

RECEIPT, LICENCE = sample(PaperKind.RECEIPT), sample(PaperKind.BUSINESS_LICENCE)


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_DIR = tmp_path
    settings.SITE_URL = "https://ywtb.example.gov.cn"


def said(issued_on: date | None = None) -> payload.Payload:
    told = payload_of(LICENCE, holder="乌拉盖牧歌公司", check_code="7QK4-M2XP")
    return replace(told, issued_on=issued_on or told.issued_on)


def test_what_was_signed_is_read_again_and_genuine() -> None:
    told = read(sign(said()))
    assert told.payload == said()
    assert told.genuine


def test_the_code_is_small_enough_to_print_and_opens_the_verification_page() -> None:
    link = with_signed_link(LICENCE, holder="乌" * 40, check_code="7QK4-M2XP").link
    assert link.startswith("HTTPS://YWTB.EXAMPLE.GOV.CN/V/")
    code = segno.make(link, error="l", micro=False)
    assert code.mode == "alphanumeric"
    assert code.symbol_size(border=0)[0] <= 65  # squares in 26 mm: 0.4 mm each


def test_line_breaks_in_what_is_printed_add_no_line() -> None:
    told = replace(said(), name="营业\n执照", issuer="局\r\n一\x0b二")
    read_again = read(sign(told)).payload
    assert read_again is not None
    assert (read_again.name, read_again.issuer) == ("营业 执照", "局 一 二")


def test_the_digest_follows_every_word_of_a_paper_but_not_its_code() -> None:
    assert digest_of(RECEIPT) == digest_of(replace(RECEIPT, link="https://other.example/"))
    assert digest_of(RECEIPT) != digest_of(replace(RECEIPT, dated=date(2026, 11, 24)))


def test_no_other_text_is_taken_for_the_signed_one() -> None:
    """Each character, each changed in every bit; padding and small letters besides."""
    text = sign(said())
    others = {
        text[:at] + chr(ord(one) ^ bit) + text[at + 1 :]
        for at, one in enumerate(text)
        for bit in (1, 2, 4, 8, 16, 32, 64)
    }
    others |= {text.lower(), text + "=", text + "A", text[:-1], text[1:], f" {text}", text + text}
    for other in others:
        try:
            assert not read(other).genuine
        except NotOurPayload:
            continue


@pytest.mark.parametrize("text", ["", "A", "AEBA", "\0", "A" * 5000, "一", "AE======", "ZZZZZZZZ"])
def test_nonsense_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(NotOurPayload):
        read(text)


def test_after_a_rotation_older_codes_hold_and_nothing_more_is_signed_with_the_old_key() -> None:
    text, old = sign(said(timezone.localdate())), qr_keys.qr_key()
    new = qr_keys.rotate()
    assert read(text).genuine
    assert read(sign(said())).key_name == new.name != old.name
    stored = [key for key in qr_keys.qr_keys() if key.id == old.id]
    assert [key.private for key in stored] == [None]


def test_a_retired_key_vouches_for_nothing_later_than_itself() -> None:
    later = sign(said(timezone.localdate() + timedelta(days=1)))
    qr_keys.rotate()
    assert read(later).payload is not None
    assert not read(later).genuine


def test_a_withdrawn_key_vouches_for_nothing_and_has_a_successor() -> None:
    text, key = sign(said()), qr_keys.qr_key()
    call_command("qr_keys", "withdraw", key.name)
    assert not read(text).genuine
    assert qr_keys.qr_key().name != key.name
    assert [one["withdrawn"] for one in qr_keys.published()["keys"]] == [True, False]


def test_a_code_of_another_installation_names_a_key_we_never_had(
    settings: Any, tmp_path: Path
) -> None:
    text = sign(said())
    settings.SIGNING_DIR = tmp_path / "elsewhere"
    told = read(text)
    assert told.key is None
    assert not told.genuine


def test_the_published_list_tells_no_private_key(tmp_path: Path) -> None:
    private = qr_keys.qr_key().private
    assert private is not None
    listed = str(qr_keys.published())
    assert private.hex() not in listed
    assert "private" not in listed
    assert [path.stat().st_mode & 0o77 for path in (tmp_path / "qr").iterdir()] == [0]
