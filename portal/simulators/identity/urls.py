"""Under ``/simulators/identity/``, in development only."""

from django.urls import path

from portal.simulators.identity import views

urlpatterns = [
    path("", views.about, name="simulated_identity"),
    path(
        ".well-known/openid-configuration",
        views.configuration,
        name="simulated_identity_configuration",
    ),
    path("keys", views.keys, name="simulated_identity_keys"),
    path("authorize", views.authorize, name="simulated_identity_authorize"),
    path("token", views.token, name="simulated_identity_token"),
    path("userinfo", views.userinfo, name="simulated_identity_userinfo"),
]
