"""Model fields whose column holds only ciphertext, and the fingerprint that finds a row again.

A sealed value is whole and opaque: the database can neither search, sort nor compare it
(only ``isnull`` is answered), and it never appears in an error, a log line or ``dumpdata``.
"""

import json
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cryptography.fernet import InvalidToken
from django.core import checks
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from applicants.keys import field_ring, fingerprint, fingerprints

if TYPE_CHECKING:
    TextField = models.TextField[Any, Any]
    CharField = models.CharField[str, str]
else:  # the running classes take no type parameters
    TextField = models.TextField
    CharField = models.CharField

__all__ = [
    "Fingerprint",
    "NameFingerprint",
    "SealedJSON",
    "SealedText",
    "UnsealError",
    "fingerprint",
    "fingerprints",
    "plain_name",
]


_DOTS = dict.fromkeys(map(ord, "·•‧∙⋅・.。"))


class UnsealError(Exception):
    """A stored value opens with no key of the ring: a key is missing, or the value was altered."""

    code = "unseal_failed"


class Sealed(TextField):
    """What sealed fields share: seal on the way in, unseal on the way out, answer no lookups."""

    def seal(self, value: Any) -> str:
        """Return the token to store. Raises ``ValidationError`` for what cannot be kept."""
        try:
            plain = self.encode(value)
        except (TypeError, ValueError, RecursionError):
            # Without its cause: a codec's error carries the whole text it stumbled over.
            raise self._unstorable() from None
        return field_ring().encrypt(plain).decode()

    def unseal(self, token: str) -> Any:
        """Return the value inside ``token``. Raises ``UnsealError``, naming the column only."""
        try:
            plain = field_ring().decrypt(token)
        except InvalidToken:
            raise UnsealError(
                f"{self._label()} does not open: no key in FIELD_KEYS fits, or it was altered. "
                f"Put the key it was sealed with back into FIELD_KEYS (after the newest)."
            ) from None
        return self.decode(plain)

    def encode(self, value: Any) -> bytes:
        raise NotImplementedError

    def decode(self, plain: bytes) -> Any:
        raise NotImplementedError

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> Any:
        return None if value is None else self.unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return self.seal(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(
                f"{self._label()} is sealed and answers only 'isnull'; use its fingerprint."
            )
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(
            f"{self._label()} is sealed and stays out of dumps; back the database up with pg_dump."
        )

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_not_comparable()]

    def _check_not_comparable(self) -> list[checks.CheckMessage]:
        if not (self.unique or getattr(self, "db_index", False)):
            return []
        message = "A sealed field is never the same twice: it can be neither unique nor indexed."
        return [checks.Error(message, hint="Use a Fingerprint.", obj=self, id="applicants.E001")]

    def _label(self) -> str:
        model = getattr(self, "model", None)
        return f"{model._meta.label}.{self.name}" if model else type(self).__name__

    def _unstorable(self) -> ValidationError:
        return ValidationError(
            _("“%(field)s”中含有无法保存的字符，请删除后重新填写。"),
            code="unstorable",
            params={"field": getattr(self, "verbose_name", None) or type(self).__name__},
        )


class SealedText(Sealed):
    """Text at rest under the field ring; an empty string is sealed like any other."""

    _pyi_private_set_type: str
    _pyi_private_get_type: str
    _pyi_lookup_exact_type: str

    def encode(self, value: Any) -> bytes:
        text = str(value)
        if "\0" in text:
            raise ValueError("U+0000")
        return text.encode()  # strict UTF-8: a lone surrogate stops here

    def decode(self, plain: bytes) -> str:
        return plain.decode()


class SealedJSON(Sealed):
    """A JSON document at rest under the field ring.

    Refuses what PostgreSQL's own ``jsonb`` would refuse: U+0000, lone surrogates, NaN; so a
    document kept here can later go through any other JSON column unharmed.
    """

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    def encode(self, value: Any) -> bytes:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        # The escape alone proves nothing: a harmless backslash before u0000 looks the same.
        if "\\u0000" in text and _has_null(value):
            raise ValueError("U+0000")
        return text.encode()

    def decode(self, plain: bytes) -> Any:
        return json.loads(plain)

    def to_python(self, value: Any) -> Any:
        return value


class Fingerprint(CharField):
    """The keyed hash of a sealed neighbour, written whenever the row is saved; '' for nothing.

    ``of`` names the sealed field, ``purpose`` the domain of the hash (by default the same name).
    Saving with ``update_fields`` must name both. ``rekey`` writes it anew under a new key.
    """

    def __init__(self, *args: Any, of: str, purpose: str = "", **kwargs: Any) -> None:
        self.of = of
        self.purpose = purpose or of
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "purpose": self.purpose}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.compute(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value

    def compute(self, value: str | None) -> str:
        """Return the fingerprint of ``value`` under the newest lookup key; '' for nothing."""
        return fingerprint(value, self.purpose) if value else ""


class NameFingerprint(Fingerprint):
    """The keyed hash of a name as people write it: the whole name, whatever its spaces and width.

    A piece of a name finds nothing: what could be found by pieces could be guessed by pieces.
    """

    def compute(self, value: str | None) -> str:
        return super().compute(plain_name(value) if value else "")


def plain_name(name: str) -> str:
    """The name as its fingerprint takes it: one width, no spaces or dots, no difference of case.

    The dot inside a transcribed name (阿古拉·巴特尔) is typed in half a dozen ways.
    """
    letters = unicodedata.normalize("NFKC", name).translate(_DOTS)
    return "".join(letters.split()).casefold()


def _has_null(value: Any) -> bool:
    match value:
        case str():
            return "\0" in value
        case dict():
            return any(_has_null(key) or _has_null(inner) for key, inner in value.items())
        case list() | tuple():
            return any(_has_null(inner) for inner in value)
        case _:
            return False
