"""Addresses of the guide, below a bundle in a place; the answers follow the question mark."""

from django.urls import path

from portal.web.guide import listing, notice, pages, relief, what_if

urlpatterns = [
    path("guide/", pages.guide, name="guide"),
    path("guide/q/<key:key>/", pages.question, name="guide-question"),
    path("guide/check/", pages.check, name="guide-check"),
    path("guide/list/", listing.listed, name="guide-list"),
    path("guide/what-if/", what_if.what_if, name="guide-what-if"),
    path("guide/notice.pdf", notice.notice, name="guide-notice"),
    path("guide/start/", listing.start, name="guide-start"),
    path("relief/", relief.relief, name="relief-of"),
]
