"""What a query may ask by: moments, and several words with commas between them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django_filters import rest_framework as filters
from django_filters.fields import IsoDateTimeField


class MomentField(IsoDateTimeField):
    """A moment as RFC 3339 allows it, handed on in UTC: PostgreSQL refuses offsets past 15:59."""

    def to_python(self, value: Any) -> datetime | None:
        moment: datetime | None = super().to_python(value)
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class MomentFilter(filters.IsoDateTimeFilter):
    field_class = MomentField


class WordsFilter(filters.BaseInFilter, filters.ChoiceFilter):
    """Several choices with commas between them."""


class KeysFilter(filters.BaseInFilter, filters.CharFilter):
    """Several keys with commas between them."""
