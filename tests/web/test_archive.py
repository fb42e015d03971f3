"""Everything of a case in one file: complete, with true hashes, and never whole in memory."""

import hashlib
import io
import json
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from applicants.documents import record_scan
from bundles.casework.models import Submission
from bundles.issuance.services.issue import issue
from portal.accounts.models import User
from portal.web import archive as archiving
from portal.web.archive import Entry, archive
from tests import cases


@pytest.fixture
def issued(wang: User) -> Submission:
    assert wang.applicant is not None
    submission = cases.decided(cases.in_review(cases.filed(wang.applicant)))
    issue(submission.pk)
    return cases.fresh(submission)


def opened(client: Client, submission: Submission) -> zipfile.ZipFile:
    answer = client.get(f"/cases/{submission.token}/archive.zip")
    assert answer["Content-Type"] == "application/zip"
    assert str(submission.number) in answer["Content-Disposition"]
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_everything_is_in_it_and_every_hash_is_true(his: Client, issued: Submission) -> None:
    found = opened(his, issued)
    assert found.testzip() is None
    manifest = json.loads(found.read("manifest.json"))
    assert manifest["case"] == issued.number
    names = set(found.namelist())
    assert {one["name"] for one in manifest["files"]} == names - {"manifest.json"}
    for one in manifest["files"]:
        content = found.read(one["name"])
        assert hashlib.sha256(content).hexdigest() == one["sha256"], one["name"]
        assert len(content) == one["size"]
    kinds = {one["kind"] for one in manifest["files"]}
    assert kinds >= {"answers", "material", "receipt", "acceptance", "result", "issuance_manifest"}
    assert sum(one["kind"] == "result" for one in manifest["files"]) >= 5
    assert sum(one["kind"] == "material" for one in manifest["files"]) == 4
    signed = json.loads(found.read("issuance/batch-01.json"))
    assert signed["signature"]
    assert signed["manifest"]["case"] == issued.number


def test_the_answers_are_there_for_machines_and_for_people(his: Client, issued: Submission) -> None:
    found = opened(his, issued)
    filed = issued.filings.get().content["answers"]
    assert json.loads(found.read("answers/filing-01.json")) == filed
    text = found.read("answers/filing-01.txt").decode()
    assert "【股东" in text or "股东" in text
    assert filed["blocks"]["company_name"]["trade_name"] in text


def test_names_are_safe_on_every_system_and_the_same_every_time(
    his: Client, issued: Submission
) -> None:
    first, second = (opened(his, issued) for _time in range(2))
    assert first.namelist() == second.namelist()
    for name in first.namelist():
        assert re.fullmatch(r"(?:[a-z]+/)?[A-Za-z0-9._-]{1,90}\.[a-z]{3,4}", name), name
    assert len({name.lower() for name in first.namelist()}) == len(first.namelist())
    assert b"".join(archive(issued)) == b"".join(archive(issued))


def test_only_the_owner_has_it(
    his: Client, hers: Client, client: Client, official: Client, issued: Submission
) -> None:
    address = f"/cases/{issued.token}/archive.zip"
    assert hers.get(address).status_code == 404
    assert official.get(address).status_code == 403
    assert client.get(address).status_code == 302
    assert his.post(address).status_code == 405


def test_a_draft_has_none(his: Client, wang: User) -> None:
    assert wang.applicant is not None
    draft = cases.draft(wang.applicant)
    assert his.get(f"/cases/{draft.token}/archive.zip").status_code == 404


def test_large_files_pass_through_piece_by_piece(
    issued: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"x" * (8 * 1024 * 1024)
    sha256 = hashlib.sha256(content).hexdigest()
    storages["vault"].save(None, ContentFile(content))
    del content

    def many(_submission: Submission) -> Iterator[Entry]:
        for nth in range(4):
            about: dict[str, Any] = {"kind": "material"}
            yield Entry(f"materials/M{nth}.pdf", about, sha256=sha256)

    monkeypatch.setattr(archiving, "entries", many)
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in archive(issued))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 32 * 1024 * 1024
    assert peak < 4 * 1024 * 1024, peak


def test_what_the_scanner_refused_afterwards_is_left_out_and_said(
    his: Client, issued: Submission
) -> None:
    handed = issued.handed_materials.first()
    assert handed is not None
    record_scan(handed.sha256, clean=False)
    found = opened(his, issued)
    listed = json.loads(found.read("manifest.json"))["files"]
    assert handed.sha256 not in {one["sha256"] for one in listed}
    (withheld,) = (one for one in listed if one.get("withheld"))
    assert withheld["filed_sha256"] == handed.sha256
    assert "未通过安全检查" in found.read(withheld["name"]).decode()
