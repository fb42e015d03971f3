"""Addresses of the web door."""

from django.urls import path

from portal.web.views import notices, preferences

app_name = "web"

urlpatterns = [
    path("", notices.privacy, name="front"),
    path("cases/", notices.privacy, name="cases"),
    path("verify/", notices.privacy, name="verify"),
    path("privacy/", notices.privacy, name="privacy"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("preferences/language/", preferences.language, name="language"),
    path("preferences/size/", preferences.size, name="size"),
]
