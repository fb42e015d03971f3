"""What every page of the web door knows."""

from django.http import HttpRequest

from portal.web.remembering import SIZE_COOKIE

__all__ = ["SIZE_COOKIE", "display"]


def display(request: HttpRequest) -> dict[str, str]:
    """The letter size the reader chose: ``large`` or ``normal``."""
    chosen = request.COOKIES.get(SIZE_COOKIE)
    return {"display_size": "large" if chosen == "large" else "normal"}
