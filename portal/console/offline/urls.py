"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.console.offline.device import device, numbers
from portal.console.offline.sync import sync, sync_file
from portal.console.offline.worker import offline, worker
from portal.console.site import let_in

pages: list[URLPattern] = [
    path("offline/", let_in(offline), name="offline"),
    path("offline/worker.js", let_in(worker), name="offline_worker"),
    path("offline/device/", let_in(device), name="offline_device"),
    path("offline/numbers/", let_in(numbers), name="offline_numbers"),
    path("offline/sync/", let_in(sync), name="offline_sync"),
    path("offline/sync/<uuid:token>/files/", let_in(sync_file), name="offline_sync_file"),
]
