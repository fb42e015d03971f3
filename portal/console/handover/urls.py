"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.console import addresses  # noqa: F401 — names the converters
from portal.console.handover.provider import views as provider
from portal.console.handover.views import arrivals, collect, kept, lists, post, subsidies
from portal.console.site import let_in, let_in_provider

CASE = "cases/<case_number:number>/"
BATCH = f"{CASE}batches/<int:sequence>/"
PARCEL = f"{CASE}parcels/<int:parcel>/"
ORDER = "provider/orders/<int:order>/"

pages: list[URLPattern] = [
    path("handover/arrivals/", let_in(arrivals.arrivals), name="arrivals"),
    path("handover/subsidies/", let_in(subsidies.subsidies), name="subsidies"),
    path("handover/subsidies.csv", let_in(subsidies.export), name="subsidies_export"),
    path("handover/<slug:which>/", let_in(lists.handovers), name="handovers"),
    path(f"{CASE}hand-over/", let_in(collect.hand_over), name="hand_over"),
    path(f"{CASE}hand-over/record.pdf", let_in(collect.draft_record), name="draft_record"),
    path(f"{BATCH}scan/", let_in(collect.attach_scan), name="attach_scan"),
    path(f"{BATCH}record/", let_in(kept.kept), {"which": "scan"}, name="signed_record"),
    path(f"{BATCH}authorisation/", let_in(kept.kept), {"which": "proxy"}, name="proxy_paper"),
    path(f"{CASE}results/<int:certificate>/arrive/", let_in(arrivals.arrive), name="arrive"),
    path(f"{CASE}parcels/", let_in(post.pack), name="pack"),
    path(f"{PARCEL}send/", let_in(post.step), {"verb": "send"}, name="send_parcel"),
    path(f"{PARCEL}deliver/", let_in(post.step), {"verb": "deliver"}, name="deliver_parcel"),
    path(f"{PARCEL}return/", let_in(post.come_back), name="return_parcel"),
    path(f"{PARCEL}slip/", let_in(post.slip), name="parcel_slip"),
    path(f"{CASE}subsidies/<int:subsidy>/", let_in(subsidies.confirm), name="confirm_subsidy"),
    path("provider/", let_in_provider(provider.orders), name="provider"),
    path(f"{ORDER}take/", let_in_provider(provider.take), name="take_order"),
    path(f"{ORDER}finish/", let_in_provider(provider.finish), name="finish_order"),
    path(f"{ORDER}hand-in/", let_in_provider(provider.hand_in), name="hand_in_order"),
]
