"""The settings of every installation; the environment decides what differs (docs/settings in README)."""

from __future__ import annotations

from pathlib import Path

import environ

from eoffice.settings import environment as env
from eoffice.settings.api import *  # noqa: F403 -- what API clients get, and how people log in
from eoffice.settings.database import database
from eoffice.settings.files import FILE_TYPES_USUAL
from eoffice.settings.operating import *  # noqa: F403 -- logs, metrics, cache
from eoffice.settings.pages import *  # noqa: F403 -- what a browser gets

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env.text("EOFFICE_DATA", "./data")).resolve()

DATABASES = {"default": database(env.text("DATABASE_URL"), DATA_DIR)}
EMBEDDED = DATABASES["default"]["ENGINE"].endswith("sqlite3")
REDIS_URL = env.text("REDIS_URL")
STORAGE_URL = env.text("EOFFICE_STORAGE_URL")
KEYS_DIR = DATA_DIR / "keys" if EMBEDDED else None
SECRET_KEY = env.secret("EOFFICE_SECRET_KEY", KEYS_DIR)
FILE_KEY = env.secret("EOFFICE_FILE_KEY", KEYS_DIR)

DEBUG = False
DEMO = env.flag("EOFFICE_DEMO")
HOST = env.text("EOFFICE_HOST", "127.0.0.1")
PORT = env.number("EOFFICE_PORT", 8000)
# Probes and the supervisor ask on this machine by these names, whatever the office's own name is.
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [*env.text("EOFFICE_ALLOWED_HOSTS", HOST).split(","), *LOOPBACK]
CSRF_TRUSTED_ORIGINS = [origin for origin in env.text("EOFFICE_ORIGINS").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_structlog",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "eoffice.common",
    "eoffice.organisations",
    "eoffice.people",
    "documents",
    "workflows.engine",
    "workflows.letters",
    "kpi",
    "eoffice.web",
    "eoffice.api",
    "worker",
    *LOGIN_APPS,  # noqa: F405 -- of eoffice.settings.pages
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "eoffice.common.request_log.RequestLogMiddleware",
    "eoffice.common.afterwards.AfterwardsMiddleware",
    "eoffice.web.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "eoffice.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "eoffice.people.middleware.ActingPostMiddleware",
    "eoffice.web.middleware.RefusalMiddleware",
    "eoffice.api.middleware.ProblemMiddleware",
    "eoffice.api.repeats.RepeatsMiddleware",
    "eoffice.web.middleware.new_password_first",
]

ROOT_URLCONF = "eoffice.urls"
WSGI_APPLICATION = "eoffice.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "eoffice.web.shell.shell",
            ],
        },
    },
]

# Notices go out by e-mail where a server is named: smtp://user:password@host:587/?... (smtp+tls, smtp+ssl).
EMAIL_URL = env.text("EOFFICE_EMAIL_URL")
EMAIL_NOTICES = bool(EMAIL_URL)
PUBLIC_ADDRESS = env.text("EOFFICE_ADDRESS", f"http://{HOST}:{PORT}/")
DEFAULT_FROM_EMAIL = env.text("EOFFICE_MAIL_FROM", "eoffice@localhost")
EMAIL_TIMEOUT = 20
if EMAIL_NOTICES:
    vars().update(environ.Env.email_url_config(EMAIL_URL))

# Thai first, English by switch. Instants are stored in UTC; days and periods are cut in Bangkok.
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "eoffice" / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
USE_I18N = True

# Files (documents): what is accepted, and who else looks at it. MB; a ClamAV daemon as host:port.
FILE_BYTES = env.number("EOFFICE_FILE_MB", 100) * 1024 * 1024
FILE_TYPES = env.text("EOFFICE_FILE_TYPES", FILE_TYPES_USUAL).split()
PDF_ACTIVE_CONTENT = env.flag("EOFFICE_PDF_ACTIVE_CONTENT")
CLAMAV = env.text("EOFFICE_CLAMAV")
FILE_UPLOAD_HANDLERS = [
    "documents.files.uploading.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
