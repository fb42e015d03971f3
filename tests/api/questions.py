"""What every verb is asked, whichever it is. A verb's own file says how to get ready for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone

from bundles.casework.models import Event, WorkItem
from portal.accounts.keys import revoke
from portal.accounts.models import Scope
from tests.api.calls import System, problem, system_of


class EveryVerb:
    """Subclassed once per verb; ``ready`` and ``unready`` reach their states by doing the steps."""

    verb: ClassVar[str]
    becomes: ClassVar[str]

    def ready(self) -> WorkItem:
        raise NotImplementedError

    def unready(self) -> WorkItem:
        """An item that is in no state for the verb."""
        raise NotImplementedError

    def body(self, item: WorkItem) -> dict[str, Any]:
        raise NotImplementedError

    def say(self, item: WorkItem, **headers: str) -> Any:
        return system_of(item).verb(item, self.verb, self.body(item), **headers)

    def test_it_works_and_answers_with_the_item_and_its_new_version(self) -> None:
        item = self.ready()
        before = item.revision
        response = self.say(item)
        assert response.status_code == 200, response.content
        told = response.json()
        assert told["number"] == item.number
        assert told["status"] == self.becomes
        assert told["revision"] == before + 1
        assert response["ETag"] == f'"{before + 1}"'
        item.refresh_from_db()
        assert (item.status, item.revision) == (self.becomes, before + 1)

    def test_the_ledger_says_which_officer_did_it(self) -> None:
        item = self.ready()
        body = self.body(item)
        assert self.say(item).status_code == 200
        event = Event.objects.filter(work_item=item).latest("sequence")
        assert event.actor["id"] == body["officer"]

    def test_another_departments_key_finds_nothing(self) -> None:
        item = self.ready()
        stranger = System("wlg-zwfw")
        problem(stranger.verb(item, self.verb, self.body(item)), 404, "not_found")
        self.nothing_happened(item)

    def test_a_number_that_never_was_finds_nothing(self) -> None:
        item = self.ready()
        number = item.number[:-4] + "9999"
        response = system_of(item).post(
            f"work-items/{number}/{self.verb}/", self.body(item), if_match='"1"'
        )
        problem(response, 404, "not_found")

    def test_it_cannot_be_read(self) -> None:
        item = self.ready()
        response = system_of(item).get(f"work-items/{item.number}/{self.verb}/")
        problem(response, 405, "method_not_allowed")
        assert response["Allow"] == "POST"

    def test_in_another_state_it_is_a_conflict(self) -> None:
        item = self.unready()
        problem(self.say(item), 409, "move_not_allowed")
        self.nothing_happened(item)

    def test_a_second_time_is_stale_and_with_the_new_version_a_conflict(self) -> None:
        item = self.ready()
        seen = f'"{item.revision}"'
        assert self.say(item).status_code == 200
        again = self.say(item, if_match=seen)
        problem(again, 412, "stale_version")
        item.refresh_from_db()
        assert again["ETag"] == f'"{item.revision}"'
        assert self.say(item).status_code in (403, 409)

    def test_without_a_key_it_is_refused(self) -> None:
        item = self.ready()
        system = system_of(item)
        system.text = ""
        response = system.verb(item, self.verb, self.body(item))
        problem(response, 401, "key_missing")
        assert response["WWW-Authenticate"] == 'Bearer realm="one-window"'
        self.nothing_happened(item)

    def test_an_expired_key_is_told_so(self) -> None:
        item = self.ready()
        system = system_of(item)
        system.key.expires_at = timezone.now() - timedelta(seconds=1)
        system.key.save()
        told = problem(system.verb(item, self.verb, self.body(item)), 401, "key_expired")
        assert "到期" in told["detail"]

    def test_a_revoked_key_is_told_so(self) -> None:
        item = self.ready()
        system = system_of(item)
        revoke(system.key)
        told = problem(system.verb(item, self.verb, self.body(item)), 401, "key_revoked")
        assert "停用" in told["detail"]

    def test_a_key_that_may_only_read_is_refused(self) -> None:
        item = self.ready()
        reader = system_of(item, [Scope.READ, Scope.MATERIALS, Scope.EVENTS])
        told = problem(reader.verb(item, self.verb, self.body(item)), 403, "scope_missing")
        assert "work-items:decide" in told["detail"]
        self.nothing_happened(item)

    def test_a_stale_version_is_refused(self) -> None:
        item = self.ready()
        problem(self.say(item, if_match=f'"{item.revision + 7}"'), 412, "stale_version")
        problem(self.say(item, if_match=f'W/"{item.revision}"'), 412, "stale_version")
        self.nothing_happened(item)

    def test_without_a_version_it_is_refused(self) -> None:
        item = self.ready()
        problem(self.say(item, if_match=""), 428, "precondition_required")
        problem(self.say(item, if_match="*"), 428, "precondition_required")
        problem(self.say(item, if_match=str(item.revision)), 400, "if_match_invalid")
        problem(self.say(item, if_match=f'"{item.revision}", "9"'), 400, "if_match_invalid")
        self.nothing_happened(item)

    def test_sent_again_under_the_same_key_it_gets_the_same_answer(self) -> None:
        item = self.ready()
        system, seen = system_of(item), f'"{item.revision}"'
        said = {"if_match": seen, "idempotency_key": "a1"}
        first = system.verb(item, self.verb, self.body(item), **said)
        again = system.verb(item, self.verb, self.body(item), **said)
        assert first.status_code == again.status_code == 200
        assert first.json() == again.json()
        assert first["ETag"] == again["ETag"]
        assert again["Idempotent-Replayed"] == "true"
        item.refresh_from_db()
        assert f'"{item.revision}"' == first["ETag"]

    def test_the_same_key_for_another_request_is_refused(self) -> None:
        item = self.ready()
        system = system_of(item)
        assert (
            system.verb(item, self.verb, self.body(item), idempotency_key="a1").status_code == 200
        )
        other = self.body(item) | {"officer": "WLG-XX-99"}
        response = system.verb(item, self.verb, other, idempotency_key="a1")
        assert response.status_code in (403, 422)
        response = system.verb(item, self.verb, self.body(item), idempotency_key="a1")
        problem(response, 422, "idempotency_key_reused")

    def test_characters_that_cannot_be_stored_are_refused_by_place(self) -> None:
        item = self.ready()
        for bad in ("\0", "\ud800"):
            said = self.body(item) | {"officer": f"WLG{bad}"}
            told = problem(system_of(item).verb(item, self.verb, said), 400, "unstorable_text")
            assert told["errors"][0]["path"] == "officer"
        self.nothing_happened(item)

    def test_fields_it_does_not_know_are_refused_by_name(self) -> None:
        item = self.ready()
        said = self.body(item) | {"stauts": "approved"}
        told = problem(system_of(item).verb(item, self.verb, said), 400, "body_invalid")
        assert {"path": "stauts", "code": "unknown_field"}.items() <= told["errors"][0].items()
        self.nothing_happened(item)

    def test_the_officer_must_be_in_service_of_the_keys_department(self) -> None:
        item = self.ready()
        for number in ("WLG-ZW-01", "NOBODY-1"):
            said = self.body(item) | {"officer": number}
            problem(system_of(item).verb(item, self.verb, said), 403, "unknown_officer")
        said = self.body(item)
        del said["officer"]
        told = problem(system_of(item).verb(item, self.verb, said), 400, "body_invalid")
        assert told["errors"][0]["path"] == "officer"
        self.nothing_happened(item)

    def test_a_body_that_is_no_json_object_is_refused(self) -> None:
        item = self.ready()
        address, seen = f"work-items/{item.number}/{self.verb}/", f'"{item.revision}"'
        system = system_of(item)
        for raw in (b"{", b"\xff\xfe", b'{"officer": NaN}', b'{"a": 1, "a": 2}', b"[" * 99_999):
            problem(system.post(address, None, raw=raw, if_match=seen), 400, "malformed_json")
        for raw in (b"[]", b'"text"', b"null", b"7"):
            problem(system.post(address, None, raw=raw, if_match=seen), 400, "body_invalid")
        response = system.post(
            address, None, raw=b"officer=1", if_match=seen, content_type="text/plain"
        )
        problem(response, 415, "unsupported_media_type")
        response = system.post(address, None, raw=b"", if_match=seen, transfer_encoding="chunked")
        problem(response, 411, "length_required")
        large = b'{"officer": "' + b"x" * (1024 * 1024) + b'"}'
        problem(system.post(address, None, raw=large, if_match=seen), 413, "body_too_large")
        self.nothing_happened(item)

    def nothing_happened(self, item: WorkItem) -> None:
        before = (item.status, item.revision)
        item.refresh_from_db()
        assert (item.status, item.revision) == before
