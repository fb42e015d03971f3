"""Keys for development: made on first run, kept out of the repository, never used in production."""

import base64
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Keys:
    """The three secrets that production must bring itself."""

    secret_key: str
    field_keys: list[str]
    lookup_keys: list[str]

    @classmethod
    def new(cls) -> "Keys":
        return cls(
            secret_key=secrets.token_urlsafe(50),
            field_keys=[base64.urlsafe_b64encode(os.urandom(32)).decode()],
            lookup_keys=[secrets.token_urlsafe(32)],
        )


def development_keys(path: Path) -> Keys:
    """The checkout's own keys; whoever comes first makes them, all others read the same ones."""
    if not path.exists():
        path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(json.dumps(asdict(Keys.new()), indent=1))
        with suppress(FileExistsError):
            os.link(draft, path)  # unlike a rename, it never replaces keys that are in use
        draft.unlink()
    return Keys(**json.loads(path.read_text()))
