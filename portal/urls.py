"""Every address of the portal; each door lists its own."""

import importlib.util

from django.urls import URLPattern, URLResolver, include, path

from portal.health import healthz, readyz

DOORS = {
    "api/": "portal.api.urls",
    "console/": "portal.console.urls",
    "accounts/": "portal.accounts.urls",
    "": "portal.web.urls",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
for prefix, module in DOORS.items():
    if importlib.util.find_spec(module):
        urlpatterns.append(path(prefix, include(module)))

handler400 = "portal.web.errors.bad_request"
