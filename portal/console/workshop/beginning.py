"""Begin an edition: a changed text, an older version once more, the end of a bundle, a new one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bundles.catalogue import editions
from bundles.catalogue.edition import Edition, EditionKind
from bundles.catalogue.editions.exceptions import EditionError
from bundles.catalogue.models import BundleVersion, VersionStatus
from portal.accounts.models import StaffEventKind
from portal.console.forms import ids_in
from portal.console.gate import clerk_of, hall_of
from portal.console.site import page
from portal.console.workshop.listing import bundle_page
from portal.console.workshop.records import noted
from portal.console.workshop.starting import STARTING_TEXT

KINDS: Final = {
    EditionKind.AGAIN: editions.begin_again,
    EditionKind.RETIRE: editions.begin_retirement,
}


@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """A draft to write in; a restoration or an end has no text and is offered at once."""
    version = _version(request, code)
    note = " ".join(request.POST.get("note", "").replace("\0", "").split())
    try:
        with transaction.atomic():
            edition = _begun(request, version, note)
    except EditionError as refused:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return bundle_page(request, code, wrong=str(refused), note=note, status=status)
    return redirect("admin:workshop_edition", edition=edition.pk)


def _begun(request: HttpRequest, version: BundleVersion, note: str) -> Edition:
    me = clerk_of(request)
    kind = EditionKind(request.POST.get("kind", EditionKind.TEXT))
    if kind == EditionKind.TEXT:
        edition = editions.begin(version, by=me)
        noted(request, StaffEventKind.EDITION_BEGUN, edition)
        return edition
    edition = KINDS[kind](version, note=note, by=me)
    edition = editions.offer(edition.pk, seen=edition.revision, by=me)
    noted(request, StaffEventKind.EDITION_OFFERED, edition, reason=edition.note)
    messages.success(request, _("已提交，等另一位负责人或督办人员审核。"))
    return edition


def _version(request: HttpRequest, code: str) -> BundleVersion:
    """The one that was named, or the one in force, or the last there was."""
    if request.POST.get("kind", EditionKind.TEXT) not in EditionKind.values:
        raise Http404
    rows = BundleVersion.objects.filter(bundle__code=code, division=hall_of(request).division_id)
    rows = rows.select_related("bundle", "division")
    if named := ids_in(request.POST.getlist("version"), most=1):
        return get_object_or_404(rows, pk=named[0])
    found = rows.filter(status=VersionStatus.PUBLISHED).first() or rows.order_by("-number").first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A bundle that this division does not offer yet, from a short text that says how to go on."""
    code, wrong, status = "", "", HTTPStatus.OK
    if request.method == "POST":
        code = request.POST.get("code", "").replace("\0", "").strip()[:64]
        try:
            text = STARTING_TEXT.replace("CODE", code)
            division = hall_of(request).division
            edition = editions.begin_new(code, text, division, by=clerk_of(request))
        except EditionError as refused:
            wrong, status = str(refused), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            noted(request, StaffEventKind.EDITION_BEGUN, edition)
            return redirect("admin:workshop_edition", edition=edition.pk)
    context = {"title": _("新的一件事"), "code": code, "wrong": wrong}
    return page(request, "console/workshop/new.html", context, status=status)
