"""Settings of what a browser gets: static files, headers, cookies, log-in."""

from __future__ import annotations

from pathlib import Path

from eoffice.settings import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
NODE_MODULES = BASE_DIR / "node_modules"
BUILD_DIR = BASE_DIR / "build"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "eoffice.web.finders.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "eoffice.web.storage.StaticStorage"},
}

# Set to 1 where a proxy serves the office by https: cookies then never travel in the clear.
HTTPS = env.flag("EOFFICE_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day, so that nobody is thrown out at noon
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the paper of a letter is shown in a frame of our own

# Origins beyond our own that a form may lead to (the log-in server of OIDC).
CSP_FORM_ACTION = [origin for origin in env.text("EOFFICE_CSP_FORM_ACTION").split() if origin]
STYLEGUIDE = False  # /styleguide/ shows every component to developers and tests
CSRF_FAILURE_VIEW = "eoffice.web.views.errors.csrf_failed"
