"""Addresses of this room."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from departments.models import OfficerRole
from portal.console.people import audit, coming_in, locking, staff, system
from portal.console.site import let_in

View = Callable[..., HttpResponseBase]


def _security(view: View) -> View:
    return let_in(view, OfficerRole.SECURITY)


def _audit(view: View) -> View:
    return let_in(view, OfficerRole.AUDIT)


def _system(view: View) -> View:
    return let_in(view, OfficerRole.SYSTEM)


pages: list[URLPattern] = [
    path("second/", coming_in.second, name="second"),
    path("second/codes/", coming_in.recovery_codes, name="recovery_codes"),
    path("password/", coming_in.new_password, name="password_change"),
    path("lock/", locking.lock, name="lock"),
    path("lock/awake/", locking.awake, name="awake"),
    path("unlock/", locking.unlock, name="unlock"),
    path("accounts/", _security(staff.people), name="accounts"),
    path("accounts/<int:officer>/", _security(staff.account), name="account"),
    path("accounts/<int:officer>/<slug:verb>/", _security(staff.account_verb), name="account_verb"),
    path("keys/", _security(staff.api_keys), name="keys"),
    path("keys/<int:key>/revoke/", _security(staff.revoke_key), name="key_revoke"),
    path("audit/", _audit(audit.audit), name="audit"),
    path("audit/verify/", _audit(audit.verify), name="audit_verify"),
    path("audit/<slug:book>/", _audit(audit.audit), name="audit_book"),
    path("audit/<slug:book>/export/", _audit(audit.export), name="audit_export"),
    path("system/", _system(system.system), name="system"),
    path("officers/", _system(system.officers), name="officers"),
    path("officers/<int:officer>/<slug:verb>/", _system(system.officer_verb), name="officer_verb"),
]
