"""Nothing typed is lost to an ended session, and nothing taken out to a slip of the finger.

What is posted after the session has ended is sealed and kept for the browser it came from; when the
owner of the case is signed in there again and the page opens, it is saved as if it had just come.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from bundles.casework.models import Submission
from portal.form.models import Unsaved

SESSION: Final = "unsaved"
KEPT: Final = timedelta(days=1)
UNDO: Final = timedelta(minutes=10)
MOST_CHARACTERS: Final = 200_000
MOST_PAGES: Final = 100
"""Of one case, every row of a list counted by itself."""
LEFT_OUT: Final = frozenset({"csrfmiddlewaretoken", "then"})
UNAUTHORIZED: Final = 401

View = Callable[..., HttpResponseBase]


def keeps_typed(view: View, *, sign_in: str = "account_login", back_to: str = "") -> View:
    """Whoever posts to a page of a case without being signed in finds it again after signing in.

    ``sign_in`` names the door's own page for that; ``back_to`` the page of the case to come back
    to, where that is not the address posted to. A script is told both, and with ``kept`` whether
    what it sent will be there: too much is not (``MOST_CHARACTERS``, ``MOST_PAGES``).
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, token, *args, **kwargs)
        kept = _set_aside(request, token)
        back = reverse(back_to, kwargs={"token": token}) if back_to else request.path
        if not back_to and (row := request.POST.get("row-id", "")):
            back = f"{back}?{urlencode({'row': row[:32]})}"
        if request.POST.get("then") == "keep" or "json" in request.headers.get("Accept", ""):
            address = f"{reverse(sign_in)}?{urlencode({'next': back})}"
            return JsonResponse({"sign_in": address, "kept": kept}, status=UNAUTHORIZED)
        return redirect_to_login(back, reverse(sign_in))

    return guarded


def typed_before(request: HttpRequest, submission: Submission, row: str = "") -> QueryDict | None:
    """What this browser posted to this page after its session had ended; given once.

    ``row`` names the row that the page shows: what was posted for another one waits for it.
    """
    found = Unsaved.objects.filter(
        key=request.session.get(SESSION, ""),
        kind=Unsaved.Kind.TYPED,
        submission=submission,
        path__in={_place(request.path, row), _place(request.path)},
    ).first()
    if found is None:
        return None
    found.delete()
    return _as_posted(found)


def all_typed_before(request: HttpRequest, submission: Submission) -> list[tuple[str, QueryDict]]:
    """The same for every address under which it was posted, for a page that shows the whole form.

    Each with the path it was posted to, the earliest first.
    """
    found = Unsaved.objects.filter(
        key=request.session.get(SESSION, ""), kind=Unsaved.Kind.TYPED, submission=submission
    ).order_by("kept_at")
    posts = [(one.path.partition("?")[0], _as_posted(one)) for one in found]
    found.delete()
    return posts


def keep_posted(request: HttpRequest, token: UUID) -> None:
    """Keep what was posted to a page of the case by a browser whose session has ended."""
    _set_aside(request, token)


def set_aside(request: HttpRequest, submission: Submission, content: dict[str, Any]) -> None:
    """Keep what was just taken out of the form, for the button that puts it back."""
    _keep(request, Unsaved.Kind.REMOVED, submission, str(submission.token), content)


def taken_out(request: HttpRequest, submission: Submission) -> Unsaved | None:
    """The last thing this browser took out of the case, for ten minutes."""
    return Unsaved.objects.filter(
        key=request.session.get(SESSION, ""),
        kind=Unsaved.Kind.REMOVED,
        submission=submission,
        kept_at__gte=timezone.now() - UNDO,
    ).first()


def forget_expired() -> None:
    """Delete what nobody came back for within a day."""
    Unsaved.objects.filter(kept_at__lt=timezone.now() - KEPT).delete()


def _as_posted(found: Unsaved) -> QueryDict:
    post = QueryDict(mutable=True)
    for name, values in found.content.items():
        post.setlist(name, values)
    return post


def _place(path: str, row: str = "") -> str:
    """Where something was typed: the rows of a list are all posted to one path."""
    return f"{path[:160]}?row={row[:32]}" if row.isalnum() else path[:200]


def _set_aside(request: HttpRequest, token: UUID) -> bool:
    """Tell whether it is kept; what is posted to no case is nobody's to come back for."""
    submission = Submission.objects.filter(token=token).only("pk").first()
    if submission is None:
        return False
    content = {
        name[:64]: [value.replace("\0", "")[:5000] for value in values[:100]]
        for name, values in request.POST.lists()
        if name not in LEFT_OUT and "\0" not in name
    }
    if sum(len(value) for values in content.values() for value in values) > MOST_CHARACTERS:
        return False
    place = _place(request.path, request.POST.get("row-id", ""))
    return _keep(request, Unsaved.Kind.TYPED, submission, place, content)


def _keep(
    request: HttpRequest,
    kind: Unsaved.Kind,
    submission: Submission,
    path: str,
    content: dict[str, Any],
) -> bool:
    now = timezone.now()
    forget_expired()
    key = request.session.get(SESSION)
    if not key:
        key = request.session[SESSION] = uuid4().hex
    kept = Unsaved.objects.filter(submission=submission)
    is_there = kept.filter(key=key, kind=kind, path=path).exists()
    if not is_there and kept.count() >= MOST_PAGES:
        return False
    Unsaved.objects.update_or_create(
        key=key,
        kind=kind,
        path=path,
        defaults={"submission": submission, "content": content, "kept_at": now},
    )
    return True
