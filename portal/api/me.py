"""Whose key this is, what it may do and how long."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.models import Scope

from . import documentation as docs
from . import shapes
from .door import Door


class KeyShape(serializers.Serializer[Any]):
    """密钥本身的情况。 The key itself."""

    department = shapes.Department(help_text="密钥所属部门。 The department whose key it is.")
    name = serializers.CharField(help_text="密钥的用途。 What the key is for.")
    prefix = serializers.CharField(help_text="密钥的公开前缀。 The public part of the key.")
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), help_text="权限。 Scopes."
    )
    created_at = serializers.DateTimeField(help_text="创建时间。 When it was made.")
    expires_at = serializers.DateTimeField(help_text="到期时间。 When it ends.")


class Me(Door):
    @docs.described(
        "密钥",
        "我的密钥 · My key",
        "密钥属于哪个部门、有哪些权限、何时到期。 Whose key this is, its scopes and its end.",
        answer=KeyShape,
        problems=[*docs.KEYED, *docs.READING],
    )
    def get(self, request: Request) -> Response:
        key, department = self.key, self.key.department
        told = {
            "department": {
                "code": department.code,
                "uscc": department.uscc,
                "name": {"zh": department.name, "en": department.name_en},
            },
            "name": key.name,
            "prefix": key.prefix,
            "scopes": key.scopes,
            "created_at": key.created_at,
            "expires_at": key.expires_at,
        }
        return Response(KeyShape(told).data)
