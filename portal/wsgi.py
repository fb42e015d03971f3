"""The web process, for gunicorn: ``gunicorn portal.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()


def be_ready() -> None:
    """Load every view and the page's frame now, so that no visitor waits for it.

    With gunicorn's ``--preload`` once for all its workers. Asks no database: connections must not
    be inherited by workers.
    """
    from django.template.loader import get_template  # noqa: PLC0415 — only once settings are read
    from django.urls import get_resolver  # noqa: PLC0415

    assert get_resolver().url_patterns
    get_template("base.html")


be_ready()
