"""What every address of this door has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bundles.casework.actors import Actor
from bundles.casework.models import WorkItem
from bundles.casework.selectors import queues
from departments.models import Officer
from portal.accounts.models import ApiKey, Scope

from . import problems
from .authentication import BearerKey
from .bodies import StrictJSON
from .problems import Fault, Refused
from .throttling import PerKey


class AlwaysJSON(BaseContentNegotiation):
    """One representation each; ``Accept`` changes nothing, as RFC 9110 §12.5.1 allows."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        wanted = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == wanted), None)

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        return renderers[0], renderers[0].media_type


class HasScope(BasePermission):
    """Whether the key carries what the method needs; a method that needs none is none (405)."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        door = cast(Door, view)
        if request.auth is None:
            return False  # becomes 401
        wanted = door.scopes.get("GET" if request.method == "HEAD" else str(request.method))
        if wanted is not None and not door.key.allows(wanted):
            raise Refused(
                "scope_missing",
                _("这个操作需要权限 %(scope)s。请向管理员申请带有该权限的密钥。")
                % {"scope": wanted.value},
            )
        return True


class Door(APIView):
    """An address for one department's system.

    ``scopes`` names what each method needs, ``parameters`` the query parameters the address knows:
    an unknown one is refused, because a filter with a typing mistake would show too much, and a
    repeated one, because only its last value would count.
    """

    authentication_classes = [BearerKey]
    permission_classes = [HasScope]
    throttle_classes = [PerKey]
    parser_classes = [StrictJSON]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = AlwaysJSON
    metadata_class = None
    http_method_names = ["get", "head", "post"]

    scopes: ClassVar[Mapping[str, Scope]] = {}
    parameters: ClassVar[frozenset[str]] = frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            faults = [
                Fault(name, "unknown_parameter", _("没有这个查询参数，请删去。"))
                for name in sorted(set(request.query_params) - self.parameters)
            ] + [
                Fault(name, "repeated", _("同一个查询参数只能出现一次；多个值请用逗号分隔。"))
                for name in sorted(self.parameters & set(request.query_params))
                if len(request.query_params.getlist(name)) > 1
            ]
            if faults:
                raise problems.parameter_invalid(faults)

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response | None]:
        return problems.answer

    def finalize_response(
        self, request: Any, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        final.headers.setdefault("Cache-Control", "no-store")
        return final

    @property
    def key(self) -> ApiKey:
        """The caller's key; permissions have seen to it that there is one."""
        return cast(ApiKey, self.request.auth)


class NoSuchAddress(Door):
    """Everything below the door that is no address."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super(Door, self).initial(request, *args, **kwargs)
        raise Http404


def own_work_item(key: ApiKey, number: str) -> WorkItem:
    """One of the department's own work items, without the form's contents.

    Raises ``Http404`` for another's as for one that never was.
    """
    try:
        return own_work_items(key).get(number=number)
    except WorkItem.DoesNotExist:
        raise Http404 from None


def own_work_items(key: ApiKey) -> QuerySet[WorkItem]:
    return queues.of_department(key.department.code)


def acting_officer(key: ApiKey, number: str) -> Actor:
    """The official of the key's department in whose name the call is made."""
    officer = (
        Officer.objects.select_related("department", "hall")
        .filter(number=number, department=key.department_id, is_active=True)
        .first()
    )
    if officer is None:
        raise Refused(
            "unknown_officer", _("officer 须为密钥所属部门在岗人员的工号，请核对后重新发送。")
        )
    return Actor.for_officer(officer)
