"""For developers: pages with tracebacks, static files straight from their folders."""

from __future__ import annotations

from eoffice.settings.base import *  # noqa: F403 -- this file only narrows it

DEBUG = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STYLEGUIDE = True
