"""A desk device, as its script speaks to the server."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests import cases
from tests.console.seats import Seat

PERSON = {"name": "王晓明", "id_number": "152531199003072518", "phone": "13847912345"}


@dataclass
class Desk:
    """``seat`` is who sits at it; ``numbers`` what was reserved, by token."""

    seat: Seat
    device: UUID = field(default_factory=uuid4)
    numbers: dict[str, str] = field(default_factory=dict)

    def post(self, address: str, content: Any) -> Any:
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        return self.seat.client.post(
            f"/console/offline/{address}", text, content_type="application/json"
        )

    def reserve(self, count: int = 1, **changed: Any) -> list[str]:
        tokens = [str(uuid4()) for _ in range(count)]
        day = timezone.localdate().isoformat()
        asked = {"device": str(self.device), "day": day, "tokens": tokens, **changed}
        answer = self.post("numbers/", asked)
        assert answer.status_code == 200, answer.content
        self.numbers |= {one["token"]: one["number"] for one in answer.json()["numbers"]}
        return tokens

    def parcel(self, token: str, **changed: Any) -> dict[str, Any]:
        return {
            "token": token,
            "device": str(self.device),
            "number": self.numbers.get(token, ""),
            "version": cases.six_in_one().pk,
            "received_at": timezone.now().isoformat(),
            "person": PERSON,
            "answers": {
                "questions": {"premises": "rented", "hires_staff": "yes"},
                "blocks": {
                    "company_name": {"trade_name": "草原晨光"},
                    "shareholders": [{"name": "王晓明", "kind": "person"}],
                },
            },
            **changed,
        }

    def bring(self, token: str, **changed: Any) -> Any:
        return self.post("sync/", self.parcel(token, **changed))

    def bring_file(self, token: str, material: str = "M08", **changed: Any) -> Any:
        content = changed.pop("content", cases.a_picture())
        file = SimpleUploadedFile(changed.pop("name", "房产证.jpg"), content)
        fields = {"device": str(self.device), "material": material, "file": file, **changed}
        return self.seat.client.post(f"/console/offline/sync/{token}/files/", fields)
