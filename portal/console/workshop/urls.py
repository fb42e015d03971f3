"""Addresses of the workshop: written and offered by some, approved by fewer."""

from __future__ import annotations

from django.urls import path

from departments.models import OfficerRole
from portal.console.site import let_in
from portal.console.workshop import (
    beginning,
    checking,
    comparing,
    editing,
    listing,
    previewing,
    verbs,
)

WRITERS = (OfficerRole.HEAD, OfficerRole.SUPERVISOR, OfficerRole.SYSTEM)
EDITION = "workshop/editions/<int:edition>/"

pages = [
    path("workshop/", let_in(listing.workshop, *WRITERS), name="workshop"),
    path("workshop/new/", let_in(beginning.new, *WRITERS), name="workshop_new"),
    path("workshop/schema.json", let_in(checking.schema, *WRITERS), name="workshop_schema"),
    path("workshop/bundles/<slug:code>/", let_in(listing.bundle, *WRITERS), name="workshop_bundle"),
    path(
        "workshop/bundles/<slug:code>/begin/",
        let_in(beginning.begin, *WRITERS),
        name="workshop_begin",
    ),
    path(EDITION, let_in(editing.edition, *WRITERS), name="workshop_edition"),
    path(f"{EDITION}write/", let_in(editing.write, *WRITERS), name="workshop_write"),
    path(f"{EDITION}check/", let_in(checking.check, *WRITERS), name="workshop_check"),
    path(f"{EDITION}proof/", let_in(checking.proof, *WRITERS), name="workshop_proof"),
    path(f"{EDITION}compare/", let_in(comparing.compare, *WRITERS), name="workshop_compare"),
    path(f"{EDITION}preview/", let_in(previewing.preview, *WRITERS), name="workshop_preview"),
    path(f"{EDITION}<slug:verb>/", let_in(verbs.press, *WRITERS), name="workshop_verb"),
]
