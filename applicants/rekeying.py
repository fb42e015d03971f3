"""Bring everything sealed under older keys over to the newest ones, while people keep working."""

from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models.functions import Cast

from applicants.keys import newest_field_key
from applicants.sealing import Fingerprint, Sealed

BATCH = 200  # rows locked at a time


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """How far one table, or the vault, was brought: rows or files looked at, and changed."""

    label: str
    seen: int
    changed: int


def rekey_rows() -> Iterator[Rekeyed]:
    """Seal every sealed value and write every fingerprint anew, table by table.

    Finds the fields through the app registry. Rows already under the newest keys are left alone,
    so it can be stopped and begun again at any time. Raises ``UnsealError`` for a value no key
    opens; the batches before it stay done.
    """
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy and _sealed(model):
            yield _rekey_model(model)


def rekey_vault() -> Rekeyed:
    """Seal the vault's files anew, if the vault has keys at all."""
    vault = storages["vault"]
    addresses, rekey = getattr(vault, "addresses", None), getattr(vault, "rekey", None)
    if not addresses or not rekey:
        return Rekeyed("vault", 0, 0)
    changes = [rekey(address) for address in addresses()]
    return Rekeyed("vault", len(changes), sum(changes))


def _rekey_model(model: type[models.Model]) -> Rekeyed:
    seen = changed = 0
    last: object = None
    while True:
        with transaction.atomic():
            rows = _next_rows(model, after=last)
            for row in rows:
                changed += _rekey_row(model, row)
        if not rows:
            return Rekeyed(model._meta.label, seen, changed)
        seen, last = seen + len(rows), rows[-1]["pk"]


def _next_rows(model: type[models.Model], *, after: object) -> list[dict[str, str | None]]:
    """Lock the next rows and return them as they are stored: cast to text, they stay sealed."""
    rows = model._base_manager.select_for_update().order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    stored = {
        f"stored_{field.name}": Cast(field.name, models.TextField()) for field in _sealed(model)
    }
    prints = [field.name for field in _fingerprints(model)]
    return list(rows.values("pk", *prints, **stored)[:BATCH])


def _rekey_row(model: type[models.Model], row: dict[str, str | None]) -> bool:
    changes: dict[str, object] = {}
    for field in _sealed(model):
        token = row[f"stored_{field.name}"]
        if token is not None and not _is_newest(token):
            resealed = field.seal(field.unseal(token))
            changes[field.name] = models.Value(resealed, output_field=models.TextField())
    for print_ in _fingerprints(model):
        of = model._meta.get_field(print_.of)
        token = row[f"stored_{print_.of}"]
        assert isinstance(of, Sealed)
        value = print_.compute(None if token is None else of.unseal(token))
        if value != row[print_.name]:
            changes[print_.name] = value
    if changes:
        model._base_manager.filter(pk=row["pk"]).update(**changes)
    return bool(changes)


def _is_newest(token: str) -> bool:
    try:
        newest_field_key().decrypt(token)
    except InvalidToken:
        return False
    return True


def _sealed(model: type[models.Model]) -> list[Sealed]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, Sealed)]


def _fingerprints(model: type[models.Model]) -> list[Fingerprint]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, Fingerprint)]
