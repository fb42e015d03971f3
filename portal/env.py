"""What the surroundings may say: every environment variable this house reads, typed, in one place.

Nothing needs to be set in development. In production everything that would otherwise be guessed
must be said, and what is missing or nonsense is named with its remedy, all of it at once.
"""

import base64
import binascii
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from portal.local.keys import Keys
from portal.mail import SCHEMES

REMEDIES = {
    "SECRET_KEY": "set it to a long random text: "
    "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    "FIELD_KEYS": "set it to Fernet keys, newest first, separated by commas: python3 -c "
    "'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'",
    "LOOKUP_KEYS": "set it to long random texts, newest first, separated by commas, "
    "and to others than FIELD_KEYS",
    "ALLOWED_HOSTS": "set it to the names this portal answers to, separated by commas: "
    "zwfw.example.cn",
    "DATABASE_URL": "set it to PostgreSQL 15 or newer: postgresql://user:password@host:5432/name",
    "REDIS_URL": "set it to Redis 6 or newer, or Valkey: redis://host:6379/0",
    "CLAMD_ADDRESS": "set it to ClamAV's daemon, host:port or a socket's path; without it a "
    "simulator looks at uploads that knows one test virus: only to try the portal out, name "
    "scanner in SIMULATED",
    "SIGNATURE_SERVICE": "set it to the class of a signature service (portal.signatures); without "
    "it a simulator vouches for signatures, which is nobody: only to try the portal out, name "
    "signatures in SIMULATED",
    "REGISTERS": "set it to the registers materials are shared from, separated by commas: "
    "real_estate=https://…, or to none: then every shared paper is asked for; without it a "
    "simulator knows a few made-up entries: only to try the portal out, name registers in "
    "SIMULATED",
}
STAND_INS = {
    "CLAMD_ADDRESS": "scanner",
    "SIGNATURE_SERVICE": "signatures",
    "REGISTERS": "registers",
}
SECRETS = ("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEYS")
SHORTEST_SECRET = 32

Words = Annotated[tuple[str, ...], NoDecode]


class EnvironmentRefused(Exception):
    """The environment cannot be used; the message names every reason and its remedy."""

    code = "environment_refused"


class Environment(BaseSettings):
    """The variables, their types and their defaults; an empty variable counts as unset."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    portal_env: Literal["development", "production"] = "development"
    debug: bool | None = None
    secret_key: str | None = None
    field_keys: Words = ()
    lookup_keys: Words = ()
    allowed_hosts: Words = ()
    csrf_trusted_origins: Words = ()
    database_url: str | None = None
    redis_url: str | None = None
    site_url: str | None = Field(
        None, description="where people reach the portal; printed in QR codes"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    behind_tls_proxy: bool = Field(
        False, description="believe X-Forwarded-Proto and X-Forwarded-For"
    )
    document_max_bytes: int = Field(
        20 * 1024 * 1024, gt=0, description="largest document, in bytes"
    )
    staff_lock_minutes: int = Field(
        15, ge=10, le=30, description="after how long idle an officer's screen locks, in minutes"
    )
    sms_senders: Words = Field(
        (), description="classes that bring short messages to phones (portal.accounts.codes)"
    )
    identity_url: str | None = Field(
        None, description="the OpenID Connect provider that verifies people: its issuer"
    )
    identity_client_id: str | None = None
    identity_client_secret: str | None = None
    identity_name_claim: str = "name"
    identity_number_claim: str = Field("id_number", description="holds the 18-digit number")
    archive_years: int = Field(
        10, gt=0, description="how long closed cases are kept, in years (local archive rules)"
    )
    vault_dir: str | None = Field(None, description="where sealed documents are kept")
    signing_dir: str | None = Field(None, description="where the keys of papers are kept")
    clamd_address: str | None = Field(
        None, description="ClamAV's daemon, host:port or a socket's path; without it a simulator"
    )
    signature_service: str | None = Field(
        None, description="the class that vouches for signatures; without it a simulator"
    )
    registers: Words = Field(
        (), description="registers by their key: real_estate=https://…, or none (portal.registers)"
    )
    register_keys: Words = Field(
        (), description="bearer keys of registers that want one: real_estate=…"
    )
    simulated: Words = Field(
        (),
        description="what production knowingly leaves to a simulator: "
        "scanner, signatures, registers",
    )
    scanner_dir: str | None = Field(
        None, description="where the scanners of the windows put what they scan"
    )
    id_reader_url: str | None = Field(
        None, description="the ID-card reader's service on the clerk's own machine"
    )
    email_url: str | None = Field(
        None, description="the mail server: smtp+tls://user:password@host:587"
    )
    email_from: str | None = Field(None, description="whom the portal's e-mails come from")

    @field_validator(
        "field_keys",
        "lookup_keys",
        "allowed_hosts",
        "csrf_trusted_origins",
        "sms_senders",
        "registers",
        "register_keys",
        "simulated",
        mode="before",
    )
    @classmethod
    def split(cls, value: Any) -> Any:
        """Lists are written with commas."""
        if isinstance(value, str):
            return tuple(word.strip() for word in value.split(",") if word.strip())
        return value

    @field_validator("field_keys")
    @classmethod
    def are_fernet_keys(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        for place, key in enumerate(keys, start=1):
            try:
                usable = len(base64.urlsafe_b64decode(key)) == 32
            except (binascii.Error, ValueError):
                usable = False
            if not usable:
                raise ValueError(f"key {place} is not a Fernet key; {REMEDIES['FIELD_KEYS']}")
        return keys

    @field_validator("registers")
    @classmethod
    def are_addresses_by_key(cls, pairs: tuple[str, ...]) -> tuple[str, ...]:
        for key, _, url in (pair.partition("=") for pair in pairs if pairs != ("none",)):
            if not key.isidentifier() or not url.startswith(("http://", "https://")):
                raise ValueError(REMEDIES["REGISTERS"])
        return pairs

    @field_validator("register_keys")
    @classmethod
    def are_keys_by_key(cls, pairs: tuple[str, ...]) -> tuple[str, ...]:
        if not all(pair.partition("=")[2] for pair in pairs):
            raise ValueError("set it to the key of each register that wants one: real_estate=…")
        return pairs

    @field_validator("database_url")
    @classmethod
    def is_postgresql(cls, url: str | None) -> str | None:
        if url and not url.startswith(("postgresql://", "postgres://")):
            raise ValueError(f"only PostgreSQL is supported; {REMEDIES['DATABASE_URL']}")
        return url

    @field_validator("redis_url")
    @classmethod
    def is_redis(cls, url: str | None) -> str | None:
        if url and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError(f"not an address of Redis; {REMEDIES['REDIS_URL']}")
        return url

    @field_validator("site_url", "identity_url", "id_reader_url")
    @classmethod
    def is_web_address(cls, url: str | None) -> str | None:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("set it to an address such as https://zwfw.example.cn")
        return url.rstrip("/") if url else url

    @field_validator("email_url")
    @classmethod
    def is_mail_address(cls, url: str | None) -> str | None:
        if url and url.partition(":")[0] not in SCHEMES:
            raise ValueError("set it to a mail server: smtp+tls://user:password@host:587")
        return url

    @field_validator("simulated")
    @classmethod
    def are_stand_ins(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not set(names) <= set(STAND_INS.values()):
            raise ValueError(f"may only name {', '.join(STAND_INS.values())}")
        return names

    @model_validator(mode="after")
    def says_enough_for_production(self) -> Self:
        """Production guesses nothing."""
        if self.portal_env != "production":
            return self.brings_all_secrets_or_none()
        reasons = [
            f"{name} is not set; {remedy}"
            for name, remedy in REMEDIES.items()
            if not getattr(self, name.lower()) and STAND_INS.get(name) not in self.simulated
        ]
        if self.secret_key and len(self.secret_key) < SHORTEST_SECRET:
            reasons.append(
                f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters; {REMEDIES['SECRET_KEY']}"
            )
        if "*" in self.allowed_hosts:
            reasons.append(f"ALLOWED_HOSTS admits every name; {REMEDIES['ALLOWED_HOSTS']}")
        if set(self.field_keys) & set(self.lookup_keys):
            reasons.append(f"FIELD_KEYS and LOOKUP_KEYS share a key; {REMEDIES['LOOKUP_KEYS']}")
        if self.debug:
            reasons.append("DEBUG is on, which shows its insides to strangers; unset DEBUG")
        if reasons:
            raise ValueError("\n".join(reasons))
        return self

    def brings_all_secrets_or_none(self) -> Self:
        """Half of them from here and half from the checkout's own file would part in time."""
        secrets = {name: getattr(self, name.lower()) for name in SECRETS}
        if any(secrets.values()) and not all(secrets.values()):
            lacking = [name for name in SECRETS if not secrets[name]]
            raise ValueError(
                "\n".join(
                    f"{name} is not set, but others are; {REMEDIES[name]}" for name in lacking
                )
            )
        return self

    @property
    def keys(self) -> Keys | None:
        """The secrets, when the environment brings them."""
        if not (self.secret_key and self.field_keys and self.lookup_keys):
            return None
        return Keys(self.secret_key, list(self.field_keys), list(self.lookup_keys))

    @property
    def production(self) -> bool:
        return self.portal_env == "production"

    @property
    def needs_local_servers(self) -> bool:
        """Whether the embedded PostgreSQL or Valkey is used."""
        return not (self.database_url and self.redis_url)


def environment() -> Environment:
    """Read the process's environment.

    Raises ``EnvironmentRefused`` naming every problem at once.
    """
    try:
        return Environment()
    except ValidationError as error:
        raise EnvironmentRefused(sentence(error)) from None


def sentence(error: ValidationError) -> str:
    """All problems, one per line, without ever repeating a value: it may be a secret."""
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        name = ".".join(str(part) for part in problem["loc"][:1]).upper()
        text = problem["msg"].removeprefix("Value error, ")
        lines += [f"{name}: {line}" if name else line for line in text.splitlines()]
    return "The portal does not start with this environment:\n" + "\n".join(
        f"  - {line}" for line in lines
    )
