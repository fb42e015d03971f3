"""A device that speaks tus to the web door."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.test import Client

TUS = {"Tus-Resumable": "1.0.0"}
BODY = "application/offset+octet-stream"


def metadata(**told: str) -> str:
    return ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in told.items())


class Device:
    def __init__(self, client: Client, materials: str) -> None:
        self.client, self.materials = client, materials

    def announce(self, key: str, name: str, length: int | str, **told: str) -> Any:
        return self.client.post(
            f"{self.materials}{key}/uploads/",
            headers={
                **TUS,
                "Upload-Length": str(length),
                "Upload-Metadata": metadata(filename=name, **told),
            },
        )

    def begin(self, key: str, name: str, content: bytes, **told: str) -> str:
        answer = self.announce(key, name, len(content), **told)
        assert answer.status_code == 201, answer.content.decode()
        return str(answer["Location"])

    def patch(self, url: str, piece: bytes, at: int, **more: Any) -> Any:
        headers = {**TUS, "Upload-Offset": str(at), **more.pop("headers", {})}
        return self.client.patch(url, piece, content_type=BODY, headers=headers, **more)

    def head(self, url: str) -> Any:
        return self.client.head(url, headers=TUS)

    def offset(self, url: str) -> int:
        return int(self.head(url)["Upload-Offset"])

    def finish(self, url: str) -> dict[str, Any]:
        answer = self.client.post(f"{url}finish/", headers=TUS)
        assert answer.status_code == 200, answer.content.decode()
        return dict(answer.json())

    def send(self, key: str, name: str, content: bytes, **told: str) -> dict[str, Any]:
        url = self.begin(key, name, content, **told)
        half = len(content) // 2
        assert self.patch(url, content[:half], 0).status_code == 204
        assert self.patch(url, content[half:], half).status_code == 204
        return self.finish(url)
