"""tus at the web door: one address per material to begin at, one per upload to go on at.

Verbs: ``POST`` announces, ``HEAD`` asks how far it came, ``PATCH`` sends on, ``DELETE`` cancels;
``POST …/finish/`` is ours: it makes the file, or says again what became of it, in words. A tus
client that does not know it gets the same with the answer to its last ``PATCH``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import IO, Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from applicants.exceptions import ApplicantError, TooLarge
from bundles.casework.exceptions import CaseworkError, NoSuchCase, NotYours
from portal.accounts.models import User
from portal.form.pages import Work, opened
from portal.materials.exceptions import UploadRefused
from portal.web.people import own_case
from portal.web.resumable import protocol
from portal.web.resumable.begin import begin
from portal.web.resumable.exceptions import (
    ChecksumWrong,
    Gone,
    TooLong,
    TooManyOpen,
    WrongOffset,
)
from portal.web.resumable.finish import cancel, finish
from portal.web.resumable.models import PartialUpload
from portal.web.resumable.receive import receive

STATUS: dict[type[Exception], int] = {
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooLong: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyOpen: HTTPStatus.TOO_MANY_REQUESTS,
    Gone: HTTPStatus.GONE,
    WrongOffset: HTTPStatus.CONFLICT,
    ChecksumWrong: protocol.CHECKSUM_MISMATCH,
}

View = Callable[..., HttpResponse]


def spoken(view: View) -> View:
    """Who is signed in speaks tus 1.0.0 here; refusals are JSON with one sentence.

    A session that ended is 401 and no redirect: the device keeps its place and says so.
    """

    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _problem(HTTPStatus.UNAUTHORIZED, _("登录已失效，请重新登录；已传的部分还在。"))
        if request.user.applicant is None:
            return _problem(HTTPStatus.FORBIDDEN, _("只有申请人可以上传文件，请换申请人账户登录。"))
        if request.headers.get("Tus-Resumable") not in (protocol.VERSION, None):
            response = _problem(HTTPStatus.PRECONDITION_FAILED, "Tus-Resumable: 1.0.0")
            response["Tus-Version"] = protocol.VERSION
            return response
        try:
            return view(request, *args, **kwargs)
        except (NotYours, NoSuchCase) as error:
            raise Http404 from error
        except protocol.Malformed as error:
            return _problem(HTTPStatus.BAD_REQUEST, str(error))
        except (ApplicantError, CaseworkError, UploadRefused) as error:
            return _refused(error)

    return answered


@require_http_methods(["POST", "OPTIONS"])
@spoken
def announce(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """Begin an upload for a material; 201 with its address, or why not before a byte is sent."""
    if request.method == "OPTIONS":
        return protocol.options()
    work = opened(own_case(request, token))
    material = asked_material(work, key)
    upload = begin(
        work.submission,
        material,
        protocol.announced(request),
        owner=cast(User, request.user),
    )
    response = protocol.told(HttpResponse(status=HTTPStatus.CREATED), upload)
    response["Location"] = reverse("web:upload", kwargs={"upload": upload.token})
    return response


@require_http_methods(["HEAD", "PATCH", "DELETE", "POST", "OPTIONS"])
@spoken
def one(request: HttpRequest, upload: UUID) -> HttpResponse:
    """One upload. ``POST`` only stands in for a verb a proxy does not let through."""
    found = own_upload(request, upload)
    method = request.method
    if method == "POST":
        method = request.headers.get("X-HTTP-Method-Override", "")
    match method:
        case "HEAD":
            return protocol.told(HttpResponse(), found)
        case "PATCH":
            return _append(request, found)
        case "DELETE":
            cancel(found)
            return protocol.told(HttpResponse(status=HTTPStatus.NO_CONTENT))
        case "OPTIONS":
            return protocol.options()
    raise protocol.Malformed("X-HTTP-Method-Override: HEAD, PATCH or DELETE.")


@require_POST
@spoken
def conclude(request: HttpRequest, upload: UUID) -> HttpResponse:
    """``{"finished": …, "problem": "…"}``; any number of times."""
    done = finish(own_upload(request, upload).token)
    answer = {"finished": done.finished_at is not None, "problem": done.refusal}
    return protocol.told(JsonResponse(answer), done)


def own_upload(request: HttpRequest, token: UUID) -> PartialUpload:
    """One's own upload, to a case one still may work on; anything else is 404."""
    found = PartialUpload.objects.filter(token=token, owner=cast(User, request.user))
    upload = found.select_related("submission").first()
    if upload is None:
        raise Http404
    work = opened(own_case(request, upload.submission.token))
    if upload.finished_at is None:
        asked_material(work, upload.material_key)
    return upload


def asked_material(work: Work, key: str) -> Any:
    """The material, if it is asked for and open to the applicant now; else 404."""
    planned = next((row for row in work.plan.materials if row.material.key == key), None)
    if planned is None or not (planned.takes_files or key in work.handed()):
        raise Http404
    if not (work.editing.open and work.editing.material(key)):
        raise Http404
    return planned.material


def _append(request: HttpRequest, upload: PartialUpload) -> HttpResponse:
    if request.content_type != protocol.BODY:
        return _problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, protocol.BODY)
    at = protocol.number(request, "Upload-Offset")
    if int(request.META.get("CONTENT_LENGTH") or 0) > upload.length - at >= 0:
        raise TooLong
    upload = receive(upload, cast(IO[bytes], request), at=at, checksum=protocol.checksum(request))
    if upload.complete:
        upload = finish(upload.token)
    return protocol.told(HttpResponse(status=HTTPStatus.NO_CONTENT), upload)


def _refused(error: Exception) -> HttpResponse:
    status = next(
        (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS),
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
    response = _problem(status, str(error))
    if isinstance(error, WrongOffset):
        response["Upload-Offset"] = str(error.offset)
    return response


def _problem(status: int, sentence: str) -> HttpResponse:
    reason = "Checksum Mismatch" if status == protocol.CHECKSUM_MISMATCH else None
    return protocol.told(JsonResponse({"problem": sentence}, status=status, reason=reason))
