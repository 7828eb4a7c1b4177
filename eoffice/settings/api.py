"""Settings of the API and of logging in; lower layers get their API defaults from here, never by import."""

from __future__ import annotations

from eoffice.settings import environment as env

# Failed log-ins of one user name from one address until the pair waits, and for how long (seconds).
LOGIN_TRIES = env.number("EOFFICE_LOGIN_TRIES", 5)
LOGIN_LOCK_SECONDS = env.number("EOFFICE_LOGIN_LOCK_SECONDS", 15 * 60)
# How many proxies of our own stand before the web process and write X-Forwarded-For.
PROXIES = env.number("EOFFICE_PROXIES", 0)
TOKEN_HOURS = env.number("EOFFICE_TOKEN_HOURS", 24 * 7)
#: How long an Idempotency-Key keeps its answer.
KEY_HOURS = 24

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a body without files; files have limits of their own

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "eoffice.api.schema.DescribedView",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "eoffice.api.auth.BearerAuthentication",
        "eoffice.api.auth.BrowserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["eoffice.api.permissions.HoldsAPost"],
    "DEFAULT_PARSER_CLASSES": ["eoffice.api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "eoffice.api.paging.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": [
        "eoffice.api.filters.FieldFilters",
        "eoffice.api.filters.Search",
        "eoffice.api.filters.Ordering",
    ],
    "EXCEPTION_HANDLER": "eoffice.api.problem.handle",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "eoffice",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": (
        "The electronic office (ระบบสารบรรณอิเล็กทรอนิกส์) by program. Log in at `/api/v1/auth/token/`, then "
        "send `Authorization: Bearer TOKEN`. Every POST takes an `Idempotency-Key`; an item carries an "
        "`ETag` for `If-Match`. Lists answer `results` and `next`. A refusal is `application/problem+json`. "
        "Instants are ISO 8601 with offset, days `YYYY-MM-DD` in the common era."
    ),
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    # Lists of ids stand where they are used: named ones would be named by accident, and change their
    # name with the next process that has such a field.
    "POSTPROCESSING_HOOKS": [],
}
