"""The same rows in the same transactions, written by hand: the least anybody could spend.

The rows are those of a case the services ran, read back once; only keys and unique numbers are
new. What is not done here: no form is checked, no document planned, nothing sealed, hashed or
validated.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import connection
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from psycopg2.extras import Json, execute_values, register_uuid

from bundles.casework.models import Submission

SUBMISSION = "casework_submission"

Row = dict[str, Any]


class ByHand:
    def __init__(self, recorded: Submission) -> None:
        register_uuid()  # type: ignore[no-untyped-call]
        connection.ensure_connection()
        self.raw = connection.connection
        self.submission = _rows(SUBMISSION, "id", recorded.pk)[0]
        self.filing = _rows("casework_filing", "submission_id", recorded.pk)[0]
        self.round = _rows("casework_signinground", "submission_id", recorded.pk)[0]
        self.requests = _rows("casework_signaturerequest", "round_id", self.round["id"])
        self.signatures = {
            request["id"]: _rows("casework_signature", "request_id", request["id"])[0]
            for request in self.requests
        }
        self.handed = _rows("casework_handedmaterial", "submission_id", recorded.pk)
        self.items = _rows("casework_workitem", "submission_id", recorded.pk)
        self.events = _rows("casework_event", "submission_id", recorded.pk)
        self.batch = _rows("issuance_batch", "submission_id", recorded.pk)[0]
        self.certificates = _rows("issuance_certificate", "batch_id", self.batch["id"])
        self.decisions = {
            row["work_item_id"]: row
            for item in self.items
            for row in _rows("casework_decision", "work_item_id", item["id"])
        }
        answers = recorded.answers
        self.saves = 1 + len(answers["blocks"])

    def case(self) -> None:
        submission = self.create()
        with self.transaction() as cursor:
            self.lock(cursor, submission)
            self.write_events(cursor, submission, {}, "submission.accepted")
            self.close(cursor, submission)
        items = self.fan_out(submission)
        for old in self.items:
            self.claim(submission, items, old)
            self.approve(submission, items, old)
        self.reserve(submission, items)

    def create(self) -> int:
        unique = uuid4().hex
        with self.transaction() as cursor:
            row = self.submission | {
                "token": unique,
                "number": None,
                "status": "draft",
                "accepted_at": None,
            }
            submission = _insert(cursor, SUBMISSION, row)
        for _page in range(self.saves):
            with self.transaction() as cursor:
                self.lock(cursor, submission)
                cursor.execute(f"SELECT answers FROM {SUBMISSION} WHERE id = %s", [submission])
                cursor.execute(
                    f"UPDATE {SUBMISSION} SET answers = %s WHERE id = %s",
                    [self.submission["answers"], submission],
                )
        for handed in self.handed:
            with self.transaction() as cursor:
                self.lock(cursor, submission)
                _insert(cursor, "casework_handedmaterial", handed | {"submission_id": submission})
        self.sign(submission)
        with self.transaction() as cursor:
            self.lock(cursor, submission)
            cursor.execute(
                "SELECT * FROM casework_handedmaterial WHERE submission_id = %s", [submission]
            )
            cursor.execute(
                "UPDATE casework_signinground SET ended_at = now(), ending = 'filed'"
                " WHERE submission_id = %s",
                [submission],
            )
            _insert(cursor, "casework_filing", self.filing | {"submission_id": submission})
            self.count(cursor, ["case/bench"])
            self.write_events(cursor, submission, {}, "submission.submitted")
            self.close(cursor, submission, number=unique)
        return submission

    def sign(self, submission: int) -> None:
        """One round, and a transaction for each person who signs."""
        with self.transaction() as cursor:
            self.lock(cursor, submission)
            standing = {"submission_id": submission, "ended_at": None, "ending": ""}
            round_ = _insert(cursor, "casework_signinground", self.round | standing)
            rows = [
                each | {"round_id": round_, "secret_hash": uuid4().hex} for each in self.requests
            ]
            requests = _insert_all(cursor, "casework_signaturerequest", rows)
            self.write_events(cursor, submission, {}, "signatures.asked")
            self.close(cursor, submission)
        for place, (old, request) in enumerate(zip(self.requests, requests, strict=True)):
            with self.transaction() as cursor:
                self.lock(cursor, submission)
                row = self.signatures[old["id"]] | {"request_id": request}
                _insert(cursor, "casework_signature", row)
                self.write_events(cursor, submission, {}, "signature.given", place=place)
                self.close(cursor, submission)

    def fan_out(self, submission: int) -> dict[int, int]:
        with self.transaction() as cursor:
            self.lock(cursor, submission)
            cursor.execute(
                "SELECT content FROM casework_filing WHERE submission_id = %s", [submission]
            )
            self.count(cursor, [f"item/{item['key']}" for item in self.items])
            items = {}
            rows = [
                item
                | {
                    "submission_id": submission,
                    "number": uuid4().hex,
                    "status": "waiting",
                    "officer": "",
                    "settled_at": None,
                }
                for item in self.items
            ]
            for item, new in zip(
                self.items, _insert_all(cursor, "casework_workitem", rows), strict=True
            ):
                items[item["id"]] = new
            self.write_events(cursor, submission, items, "submission.in_review")
            self.close(cursor, submission)
        return items

    def claim(self, submission: int, items: dict[int, int], old: Row) -> None:
        with self.transaction() as cursor:
            self.lock(cursor, submission)
            self.update_item(cursor, items[old["id"]], "claimed", None)
            self.write_events(cursor, submission, items, "work_item.claimed", old["id"])
            self.close(cursor, submission)

    def approve(self, submission: int, items: dict[int, int], old: Row) -> None:
        with self.transaction() as cursor:
            self.lock(cursor, submission)
            cursor.execute(
                "SELECT * FROM casework_workitem WHERE submission_id = %s ORDER BY position",
                [submission],
            )
            decision = self.decisions[old["id"]] | {"work_item_id": items[old["id"]]}
            _insert(cursor, "casework_decision", decision)
            self.update_item(cursor, items[old["id"]], "approved", old["settled_at"])
            self.write_events(cursor, submission, items, "work_item.approved", old["id"])
            self.close(cursor, submission)

    def reserve(self, submission: int, items: dict[int, int]) -> None:
        with self.transaction() as cursor:
            self.lock(cursor, submission)
            row = self.batch | {"submission_id": submission, "number": uuid4().hex}
            batch = _insert(cursor, "issuance_batch", row)
            self.count(cursor, ["certificate/bench"])
            rows = [
                each
                | {
                    "batch_id": batch,
                    "work_item_id": items[each["work_item_id"]],
                    "number": uuid4().hex,
                    "electronic_id": uuid4().hex,
                }
                for each in self.certificates
            ]
            _insert_all(cursor, "issuance_certificate", rows)
            self.write_events(cursor, submission, items, "issuance.reserved")
            self.close(cursor, submission)

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        self.raw.autocommit = False
        try:
            with self.raw, self.raw.cursor() as cursor:
                yield cursor
        finally:
            self.raw.autocommit = True

    def lock(self, cursor: Cursor, submission: int) -> None:
        cursor.execute(
            f"SELECT id, status, revision, chain_head FROM {SUBMISSION} WHERE id = %s FOR UPDATE",
            [submission],
        )
        cursor.fetchone()

    def close(self, cursor: Cursor, submission: int, number: str | None = None) -> None:
        cursor.execute(
            f"UPDATE {SUBMISSION} SET revision = revision + 1, number = coalesce(%s, number),"
            " chain_length = chain_length + 1, chain_head = %s, accepted_at = %s WHERE id = %s",
            [number, self.submission["chain_head"], self.submission["accepted_at"], submission],
        )

    def count(self, cursor: Cursor, scopes: list[str]) -> None:
        execute_values(
            cursor,
            "INSERT INTO casework_numberseries (scope, last) VALUES %s"
            " ON CONFLICT (scope) DO UPDATE SET last = casework_numberseries.last + 1",
            [(scope, 1) for scope in sorted(scopes)],
        )

    def update_item(self, cursor: Cursor, item: int, status: str, settled_at: Any) -> None:
        cursor.execute(
            "UPDATE casework_workitem SET status = %s, revision = revision + 1, officer = 'X',"
            " settled_at = %s WHERE id = %s",
            [status, settled_at, item],
        )

    def write_events(
        self,
        cursor: Cursor,
        submission: int,
        items: dict[int, int],
        kind: str,
        item: int = 0,
        *,
        place: int = 0,
    ) -> None:
        """The recorded events of one transaction: from the one named to the next verb's.

        ``place`` counts those of one kind, the first is 0.
        """
        rows = [
            event
            | {"submission_id": submission, "work_item_id": items.get(event["work_item_id"] or 0)}
            for event in self._of(kind, item, place)
        ]
        _insert_all(cursor, "casework_event", rows)

    def _of(self, kind: str, item: int, place: int) -> list[Row]:
        first = [
            index
            for index, event in enumerate(self.events)
            if event["kind"] == kind and (not item or event["work_item_id"] == item)
        ][place]
        followers = ("work_item.queued", "submission.decided", "signatures.complete")
        last = first + 1
        while last < len(self.events) and self.events[last]["kind"] in followers:
            last += 1
        return self.events[first:last]


def _rows(table: str, column: str, value: int) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {column} = %s ORDER BY 1", [value])
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _insert(cursor: Cursor, table: str, row: Row) -> int:
    return _insert_all(cursor, table, [row])[0]


def _insert_all(cursor: Cursor, table: str, rows: list[Row]) -> list[int]:
    columns = [name for name in rows[0] if name not in {"id", "xid"}]
    values = [[_plain(row[name]) for name in columns] for row in rows]
    returned = execute_values(
        cursor,
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES %s RETURNING id",
        values,
        fetch=True,
    )
    return [row[0] for row in returned]


def _plain(value: Any) -> Any:
    return Json(value) if isinstance(value, dict | list) else value
