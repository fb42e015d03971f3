"""Everything of one case in one file: as it was filed, decided and issued, with a list of hashes.

Written while it is sent: no more than a piece of one file is in memory at a time. The same case
gives the same bytes, as long as nothing was added to it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final

from django.core.files.storage import storages
from django.utils import timezone
from django.utils.translation import override

from applicants.models import ScanState
from bundles.casework.models import Filing, HandedMaterial, Submission
from bundles.catalogue.versions import version
from bundles.issuance.models import Batch, Certificate
from bundles.papers.models import Paper
from portal.web.answers_text import as_text

PIECE: Final = 64 * 1024
SUFFIXES: Final = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
}
READ_ME: Final = """本文件包含这一办件的全部文书、结果和您交的材料。
manifest.json 列出每个文件的 SHA-256，可以据此核对文件有没有被改动。
issuance/ 里是平台签名的出件清单。

This archive holds all papers and results of one case and what you filed.
manifest.json lists the SHA-256 of every file, so that changes can be noticed.
issuance/ holds the signed lists of the results.
"""

WITHHELD: Final = """这个文件未通过安全检查，没有放进来。
This file did not pass the security check and was left out.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its name (ASCII, safe on every system), what it is, and how to read it."""

    name: str
    about: dict[str, Any]
    text: bytes | None = None
    sha256: str = ""  # of a file in the vault

    def open(self) -> IO[bytes]:
        if self.text is not None:
            return io.BytesIO(self.text)
        return storages["vault"].open(self.sha256)


class _Sink(io.RawIOBase):
    """What the archive is written to, and read out of piece by piece."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.written += piece
        return len(piece)

    def taken(self) -> bytes:
        out = bytes(self.written)
        self.written.clear()
        return out


def archive(submission: Submission) -> Iterator[bytes]:
    """The archive in pieces; each file in it as it is stored, the list of them last."""
    sink, listed = _Sink(), []
    at = timezone.localtime(submission.submitted_at or submission.created_at)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as out:
        for entry in entries(submission):
            digest, size = hashlib.sha256(), 0
            with entry.open() as source, out.open(_named(entry.name, at), "w") as target:
                while piece := source.read(PIECE):
                    digest.update(piece)
                    size += len(piece)
                    target.write(piece)
                    yield sink.taken()
            listed.append(
                {"name": entry.name, "sha256": digest.hexdigest(), "size": size, **entry.about}
            )
        out.writestr(_named("manifest.json", at), _json(_manifest(submission, listed)))
    yield sink.taken()


def entries(submission: Submission) -> Iterator[Entry]:
    """What is in it, in order; one filing's contents are read at a time."""
    yield Entry("README.txt", {"kind": "readme"}, READ_ME.encode())
    for filing in submission.filings.order_by("sequence").iterator(chunk_size=1):
        yield from _answers(submission, filing)
    yield from _materials(submission)
    yield from _papers(submission)
    yield from _results(submission)
    yield from _lists(submission)


def file_name(submission: Submission) -> str:
    return f"{submission.number or submission.token}.zip"


def _answers(submission: Submission, filing: Filing) -> Iterator[Entry]:
    about = {"kind": "answers", "filed_at": timezone.localtime(filing.filed_at).isoformat()}
    name = f"answers/filing-{filing.sequence:02d}"
    answers = filing.content["answers"]
    yield Entry(f"{name}.json", about, _json(answers))
    with override("zh-hans"):
        text = as_text(version(submission.version_id), answers)
    yield Entry(f"{name}.txt", about, text.encode())


def _materials(submission: Submission) -> Iterator[Entry]:
    """Everything ever filed, also what a correction replaced; each content once.

    Of what the scanner refused after all, a note stands in its place.
    """
    refused = set(
        HandedMaterial.objects.filter(
            submission=submission, document__scan_state=ScanState.REFUSED
        ).values_list("sha256", flat=True)
    )
    seen: set[tuple[str, str]] = set()
    count: dict[str, int] = {}
    for filing in submission.filings.order_by("sequence").iterator(chunk_size=1):
        for one in filing.content["materials"]:
            if (one["key"], one["sha256"]) in seen:
                continue
            seen.add((one["key"], one["sha256"]))
            count[one["key"]] = count.get(one["key"], 0) + 1
            suffix = SUFFIXES.get(one["media_type"], "bin")
            name = version(submission.version_id).material(one["key"]).name.zh
            about = {"kind": "material", "material": name, "original_name": one["name"]}
            place = f"materials/{one['key']}-{count[one['key']]:02d}"
            if one["sha256"] in refused:
                about |= {"withheld": "not_safe", "filed_sha256": one["sha256"]}
                yield Entry(f"{place}.txt", about, WITHHELD.encode())
                continue
            yield Entry(f"{place}.{suffix}", about, sha256=one["sha256"])


def _papers(submission: Submission) -> Iterator[Entry]:
    papers: Any = submission.papers.filter(certificate__isnull=True).order_by("id")
    for paper in papers.iterator(chunk_size=50):
        yield _paper(paper, f"papers/{paper.number}.pdf", {"kind": paper.kind})


def _results(submission: Submission) -> Iterator[Entry]:
    issued = Certificate.objects.filter(
        work_item__submission=submission, issued_at__isnull=False, paper__isnull=False
    ).select_related("paper", "work_item")
    for one in issued.order_by("work_item__position"):
        assert one.paper is not None
        about = {"kind": "result", "result": one.name, "number": one.number}
        yield _paper(one.paper, f"results/{one.work_item.key}-{one.number}.pdf", about)


def _paper(paper: Paper, name: str, about: dict[str, Any]) -> Entry:
    return Entry(name, about, sha256=paper.sha256)


def _lists(submission: Submission) -> Iterator[Entry]:
    """The signed lists of what was issued: the list itself, and the signature over it."""
    for batch in Batch.objects.filter(submission=submission, issued_at__isnull=False):
        content = {
            "manifest": batch.manifest,
            "sha256": batch.manifest_sha256,
            "signature": batch.manifest_signature,
        }
        about = {"kind": "issuance_manifest", "batch": batch.number}
        yield Entry(f"issuance/batch-{batch.sequence:02d}.json", about, _json(content))


def _manifest(submission: Submission, listed: list[dict[str, Any]]) -> dict[str, Any]:
    frozen = version(submission.version_id)
    return {
        "format": 1,
        "case": submission.number,
        "bundle": frozen.code,
        "bundle_name": frozen.name.zh,
        "ledger": {"events": submission.chain_length, "head": submission.chain_head},
        "files": listed,
    }


def _named(name: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, 0))
    info.external_attr = 0o600 << 16
    info.create_system = 3
    return info


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode()
