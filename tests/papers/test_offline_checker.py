"""``static/verify.py`` as a stranger runs it: one file, none of the project, no network."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from bundles.papers import payload, qr_keys
from bundles.papers.kinds import PaperKind
from bundles.papers.links import with_signed_link
from bundles.papers.payload import payload_of, sign
from tests.papers.samples import sample

CHECKER = Path(django_settings.BASE_DIR) / "static" / "verify.py"
VECTORS = Path(django_settings.BASE_DIR) / "docs" / "verification-vectors.json"
LICENCE = sample(PaperKind.BUSINESS_LICENCE)
EVERY_FLIP = """
import json, runpy, sys
checker = runpy.run_path("verify.py")
keys, text = json.load(open("keys.json")), sys.argv[1]
day, accepted = checker["today"](), []
payload, others = text.find("/V/"), []
for at, one in enumerate(text):
    for flip in range(1, 128):
        other = text[:at] + chr(ord(one) ^ flip) + text[at + 1:]
        if at > payload or other.upper() != text:  # hosts know no case
            others.append(other)
for other in [text] + others:
    try:
        checker["check"](other, keys, day)
    except checker["Answer"] as answer:
        if answer.status == 0:
            accepted.append(other)
print(len(others), len(accepted), accepted == [text])
"""


@pytest.fixture(autouse=True)
def stranger(settings: Any, tmp_path: Path) -> Path:
    """A folder with the program and the key list, and nothing else."""
    settings.SIGNING_DIR = tmp_path / "signing"
    settings.SITE_URL = "https://ywtb.example.gov.cn"
    folder = tmp_path / "stranger"
    folder.mkdir()
    (folder / "verify.py").write_bytes(CHECKER.read_bytes())
    publish(folder)
    return folder


def publish(folder: Path) -> None:
    (folder / "keys.json").write_text(json.dumps(qr_keys.published()))


def run(folder: Path, *arguments: str, typed: str = "") -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin"},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "" or done.returncode == 2, done.stderr
    return done.returncode, done.stdout


def checked(folder: Path, *arguments: str, typed: str = "") -> tuple[int, str]:
    return run(folder, "verify.py", "--keys", "keys.json", *arguments, typed=typed)


def link(**changes: Any) -> str:
    return with_signed_link(LICENCE, holder="乌拉盖牧歌公司", **changes).link


def test_the_project_is_out_of_reach(stranger: Path) -> None:
    status, said = run(
        stranger,
        "-c",
        "import cryptography\ntry: import bundles\nexcept ImportError: print('alone')",
    )
    assert (status, said.strip()) == (0, "alone")


def test_a_genuine_code_is_true_in_both_languages(stranger: Path) -> None:
    status, said = checked(stranger, link())
    assert status == 0
    assert "真 TRUE" in said
    assert LICENCE.number in said
    assert "不是国家电子印章" in said
    assert "not the national electronic seal" in said
    assert checked(stranger, typed=link() + "\n")[0] == 0
    assert checked(stranger, link().partition("/V/")[2])[0] == 0


def test_of_every_flip_of_every_byte_none_is_accepted(stranger: Path) -> None:
    status, said = run(stranger, "-c", EVERY_FLIP, link())
    tried, accepted, only_the_true_one = said.split()
    assert (status, accepted, only_the_true_one) == (0, "1", "True")
    assert int(tried) > 40_000


def test_an_expired_paper_is_false_from_the_day_after(stranger: Path) -> None:
    text = link(valid_until=date(2027, 6, 30))
    assert checked(stranger, "--on", "2027-06-30", text)[0] == 0
    status, said = checked(stranger, "--on", "2027-07-01", text)
    assert status == 1
    assert "expired" in said


def test_a_code_of_another_site_is_false(stranger: Path) -> None:
    status, said = checked(stranger, link().replace("EXAMPLE.GOV", "EXAMPLE-GOV"))
    assert status == 1
    assert "不是本平台" in said


def test_a_wrong_key_proves_nothing(stranger: Path, settings: Any, tmp_path: Path) -> None:
    """Another installation's key; also when it is passed off under our key's name."""
    ours = qr_keys.published()
    settings.SIGNING_DIR = tmp_path / "elsewhere"
    text = link()
    assert checked(stranger, text)[0] == 2
    ours["keys"][0]["id"] = qr_keys.qr_key().name
    (stranger / "keys.json").write_text(json.dumps(ours))
    assert checked(stranger, text)[0] == 1


def test_rotated_retired_and_withdrawn_keys(stranger: Path) -> None:
    told = payload_of(LICENCE, holder="乌拉盖牧歌公司")
    today = timezone.localdate()
    now, later = (sign(replace(told, issued_on=today + timedelta(days=n))) for n in (0, 1))
    old = qr_keys.qr_key().name
    qr_keys.rotate()
    publish(stranger)
    assert checked(stranger, now)[0] == 0
    assert checked(stranger, later)[0] == 1
    assert checked(stranger, sign(told))[0] == 0
    qr_keys.withdraw(old)
    publish(stranger)
    assert checked(stranger, now)[0] == 1


@pytest.mark.parametrize(
    "typed", ["", "hello", "https://example.org/", "\x00", "A" * 9000, "一件事"]
)
def test_what_is_no_code_of_ours_cannot_be_told(stranger: Path, typed: str) -> None:
    assert checked(stranger, typed=typed)[0] == 2


def test_without_a_usable_key_list_nothing_can_be_told(stranger: Path) -> None:
    assert run(stranger, "verify.py", link())[0] == 2
    (stranger / "keys.json").write_text("[]")
    assert checked(stranger, link())[0] == 2
    assert run(stranger, "verify.py", "--keys", "none.json", link())[0] == 2


def test_the_vectors_in_the_documentation_hold(stranger: Path) -> None:
    told = json.loads(VECTORS.read_text())
    (stranger / "keys.json").write_text(json.dumps(told["keys"]))
    for vector in told["vectors"]:
        status, said = checked(stranger, "--on", vector["on"], vector["text"])
        assert status == vector["exit"], (vector["about"], said)


def test_the_project_and_the_program_read_a_code_alike(stranger: Path) -> None:
    text = link(valid_until=date(2030, 1, 1), check_code="7QK4-M2XP").partition("/V/")[2]
    mine = payload.read(text).payload
    assert mine is not None
    said = checked(stranger, text)[1]
    for line in mine.lines().split("\n")[1:]:
        assert line in said.replace("-", "") or line in said
