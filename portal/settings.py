"""One settings file. What may differ between machines is read, typed and checked in ``portal.env``.

Nothing here starts a server: with no ``DATABASE_URL`` or ``REDIS_URL`` these are the addresses at
which ``portal.local`` offers its own.
"""

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from celery.schedules import crontab

from portal import logging as lines
from portal.accounts.conf import ACCOUNT_SETTINGS, default_senders, identity_providers
from portal.api.conf import API_SETTINGS
from portal.console.look import UNFOLD  # noqa: F401 - a setting by its name
from portal.env import environment
from portal.local.keys import development_keys
from portal.local.places import HOME
from portal.mail import mail_settings, sender_address
from portal.registers.conf import attached
from portal.web.conf import WEB_SETTINGS

django_stubs_ext.monkeypatch()  # lets QuerySet[Submission] and the like be written as code

ENV = environment()
BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = HOME.root  # what this checkout keeps for itself: never in the repository
PRODUCTION = ENV.production
DEBUG = bool(ENV.debug)  # asked for, never assumed: its pages show insides instead of words

# --- secrets: production brings them, development makes its own on first run
KEYS = ENV.keys or development_keys(LOCAL_DIR / "keys")
SECRET_KEY = KEYS.secret_key
FIELD_KEYS = KEYS.field_keys  # Fernet keys, newest first
LOOKUP_KEYS = KEYS.lookup_keys  # keys of the hashes to look people up by, newest first
REKEY_MORE = ["portal.accounts.second_factor.rekey"]  # sealed, but not in a sealed field

# --- where it is reached
ALLOWED_HOSTS = list(ENV.allowed_hosts) or ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = list(ENV.csrf_trusted_origins)
SITE_URL = ENV.site_url or "http://127.0.0.1:8000"  # printed in QR codes
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_ace",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "departments",
    "applicants",
    "bundles.catalogue",
    "bundles.casework",
    "bundles.papers",
    "bundles.issuance",
    "bundles.reception",
    "portal.accounts",
    "portal.notices",
    "portal.local",
    "portal.demo",
    "portal.api",
    "portal.console",
    "portal.registers",
    "portal.scanning",
    "portal.form",
    "portal.materials",
    "portal.web",
    "portal.web.resumable",
]

MIDDLEWARE = [
    "portal.logging.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.web.assets.Squeeze",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.web.guard.RefuseUnreadable",
    "portal.web.guard.TellWrongMethod",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.accounts.idle.IdleExit",
    "portal.accounts.staff.door.StaffDoor",
    "portal.web.remembering.Recalled",
    "portal.web.device.TellWhose",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.web.context.display",
                "portal.notices.context.messages_unread",
            ],
        },
    }
]

# --- database, cache, bell
DATABASES = {
    "default": dj_database_url.parse(ENV.database_url or HOME.database_url, conn_max_age=60)
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Many short questions on fast disks: an index costs little more than a scan, and a question that
# takes the second processor takes it from somebody else's page.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
    "options", "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = ENV.redis_url or HOME.redis_url
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# a dead broker costs a request a moment, never its answer: the bell is rung again by ``sweep``
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # seconds after which an unanswered bell rings at another worker
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True  # nobody asks Celery about a case
CELERY_TASK_DEFAULT_QUEUE = "portal"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(LOCAL_DIR / "beat" / "schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "casework.sweep", "schedule": 60.0, "options": {"expires": 55}},
    "publish_due": {"task": "catalogue.publish_due", "schedule": 60.0, "options": {"expires": 55}},
    "send_notices": {"task": "notices.send", "schedule": 60.0, "options": {"expires": 55}},
    # a calendar changed by day is everybody's by the next morning
    "date_all_anew": {"task": "casework.date_all_anew", "schedule": crontab(hour=2, minute=30)},
    "chase_follow_ups": {"task": "casework.chase_follow_ups", "schedule": 3600.0},
    "finish_uploads": {
        "task": "uploads.finish_lingering",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "forget_uploads": {"task": "uploads.forget_expired", "schedule": 3600.0},
    "forget_expired": {"task": "web.forget_expired", "schedule": 3600.0},
    "scan_lingering": {
        "task": "scanning.scan_lingering",
        "schedule": 120.0,
        "options": {"expires": 110},
    },
    "remind_to_collect": {"task": "issuance.remind", "schedule": 3600.0},
    "forget_old_answers": {"task": "api.forget_old_answers", "schedule": 24 * 3600.0},
}

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # elsewhere: from the finders
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if PRODUCTION
    else "portal.web.assets.VersionedFiles"
)
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
VAULT_DIR = Path(ENV.vault_dir) if ENV.vault_dir else LOCAL_DIR / "vault"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES},
    "vault": {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": VAULT_DIR}},
}
MEDIA_ROOT = LOCAL_DIR / "media"
SCANNER_DIR = ENV.scanner_dir  # a folder per hall, in it one per staff number or window-<label>
UPLOADS_DIR = VAULT_DIR / "uploads"  # what has not arrived whole, sealed; never in a backup
CLAMD_ADDRESS = ENV.clamd_address
DOCUMENT_SCANNER = (  # any class with ``is_clean``; production takes the simulator only if told to
    "portal.scanning.clamd.ClamdScanner" if CLAMD_ADDRESS else "portal.scanning.eicar.EicarScanner"
)
DOCUMENT_MAX_BYTES = ENV.document_max_bytes
ARCHIVE_YEARS = ENV.archive_years
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "portal.materials.uploads.CountedUpload",  # refuses at the limit, before anything is stored
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- e-mail: without EMAIL_URL, files of the checkout's own; production then sends none
MAIL_READY = bool(ENV.email_url) or not PRODUCTION
globals().update(mail_settings(ENV.email_url, folder=LOCAL_DIR / "mail"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = sender_address(ENV.email_from, SITE_URL)

# --- signatures: who vouches for them, and how long anybody waits for it (seconds)
SIGNATURE_SERVICE: dict[str, Any] = {  # production takes the simulator only if told to
    "BACKEND": ENV.signature_service or "portal.signatures.simulator.Simulator"
}
SIGNATURE_SECONDS = 8.0
REGISTERS: dict[str, dict[str, Any]] = attached(ENV, site_url=SITE_URL)  # registers, likewise
REGISTER_SECONDS = 15.0

# --- keys made here: of the papers' demonstration seal, of their QR codes, of the simulator
SIGNING_DIR = Path(ENV.signing_dir) if ENV.signing_dir else LOCAL_DIR / "signing"

# --- language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- people: who signs up and in, and how; most of it is in portal.accounts.conf
globals().update(ACCOUNT_SETTINGS)
AUTH_USER_MODEL = "accounts.User"
IDLE_EXIT_MINUTES = 30  # portal.accounts.idle signs out, and says so
STAFF_LOCK_MINUTES = ENV.staff_lock_minutes  # an officer's screen locks in place …
STAFF_EXIT_MINUTES = 120  # … and is signed out after this
SMS_SENDERS = list(ENV.sms_senders) or default_senders(ENV)
SMS_FILE = LOCAL_DIR / "outbox" / "sms.jsonl"
# the clerk's browser asks it, never this server; in development a simulator answers
ID_READER_URL = f"{ENV.id_reader_url}/" if ENV.id_reader_url else ""
if not PRODUCTION:
    ID_READER_URL = ID_READER_URL or "/simulators/id-reader/"
SIMULATORS = not PRODUCTION  # the addresses of stand-ins exist only then
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": identity_providers(ENV)}}
IDENTITY_NAME_CLAIM = ENV.identity_name_claim
IDENTITY_NUMBER_CLAIM = ENV.identity_number_claim
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.behind_tls_proxy else 0

# --- safety
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.web.errors.csrf_failure"
if ENV.behind_tls_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- doors: how they answer, in portal.api.conf and portal.web.conf
globals().update(API_SETTINGS)
globals().update(WEB_SETTINGS)

LOGGING = lines.configure(production=PRODUCTION, level=ENV.log_level)
