"""Every address of the portal; each door lists its own."""

from django.conf import settings
from django.urls import include, path

from portal.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/", include("portal.api.urls")),
    path("console/", include("portal.console.urls")),
    path("accounts/", include("portal.accounts.urls")),
    path("", include("portal.web.urls")),
]

if settings.SIMULATORS:  # stand-ins for services outside; production has none
    urlpatterns = [
        path("simulators/identity/", include("portal.simulators.identity.urls")),
        path("simulators/registers/", include("portal.simulators.registers.urls")),
        path("simulators/id-reader/", include("portal.simulators.id_reader.urls")),
        *urlpatterns,
    ]

handler400 = "portal.web.errors.bad_request"
