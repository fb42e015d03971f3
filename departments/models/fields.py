"""A limit as a column: JSON in the database, a ``Limit`` in Python."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.limits import Limit, LimitInvalid


class LimitField(models.JSONField):
    """Stores ``{"amount": "0.5", "day_kind": "working"}``; gives and takes ``Limit`` or None."""

    description = _("时限")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Limit | None:
        read = super().from_db_value(value, expression, connection)
        return None if read is None else Limit.from_json(read)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.to_json() if isinstance(value, Limit) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        stored = value.to_json() if isinstance(value, Limit) else value
        return super().get_db_prep_value(stored, connection, prepared)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, Limit):
            return value
        try:
            return Limit.from_json(value)
        except (LimitInvalid, TypeError) as error:
            raise forms.ValidationError(str(error), code="limit_invalid") from error

    def value_from_object(self, obj: models.Model) -> Any:
        value = super().value_from_object(obj)
        return value.to_json() if isinstance(value, Limit) else value

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value.to_json() if isinstance(value, Limit) else value, model_instance)
