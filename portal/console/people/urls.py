"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.console.people import coming_in, locking

pages: list[URLPattern] = [
    path("second/", coming_in.second, name="second"),
    path("second/codes/", coming_in.recovery_codes, name="recovery_codes"),
    path("password/", coming_in.new_password, name="new_password"),
    path("lock/", locking.lock, name="lock"),
    path("lock/awake/", locking.awake, name="awake"),
    path("unlock/", locking.unlock, name="unlock"),
]
