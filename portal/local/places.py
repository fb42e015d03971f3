"""Where the embedded servers keep what they own; computing a place creates nothing."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SOCKET_LIMIT = 108  # bytes of sun_path, the closing zero included (unix(7))


@dataclass(frozen=True)
class Home:
    """One instance: a data folder, and a short socket folder named by its hash and user."""

    root: Path
    durable: bool = True  # tests may lose their data with the machine, and are faster for it

    @property
    def name(self) -> str:
        """Distinguishes the instances of one machine; also PostgreSQL's ``cluster_name``."""
        return "portal-" + hashlib.sha256(os.fsencode(self.root.resolve())).hexdigest()[:12]

    @property
    def sockets(self) -> Path:
        return Path("/tmp") / f"{self.name}-{os.getuid()}"  # noqa: S108 - checked for owner and mode before use

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def postgres_socket(self) -> Path:
        return self.sockets / ".s.PGSQL.5432"

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def database_url(self) -> str:
        return f"postgresql://portal@{quote(str(self.sockets), safe='')}/portal"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.valkey_socket}"


HOME = Home(CHECKOUT / ".local")
TEST_HOME = Home(CHECKOUT / ".local" / "test", durable=False)
