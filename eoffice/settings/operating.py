"""Settings that operators turn: logs, metrics, the shared cache."""

from __future__ import annotations

import logging
from typing import Any

from eoffice.common import logs
from eoffice.settings import environment as env

LOGGING = logs.configuration(env.text("EOFFICE_LOG_LEVEL", "INFO").upper())
logs.configure()
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# A request id that comes from outside is taken over only where a proxy of ours has set it.
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = env.flag("EOFFICE_TRUST_REQUEST_ID")
DJANGO_STRUCTLOG_TRUST_UPSTREAM_CORRELATION_ID = False

METRICS_TOKEN = env.text("EOFFICE_METRICS_TOKEN")

# One web process keeps its cache to itself; several share it through a server, if it answers.
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env.text("REDIS_URL") and env.text("EOFFICE_BROKER") != "embedded":
    CACHES["default"] = {
        "BACKEND": "eoffice.common.cache.ForgivingRedisCache",
        "LOCATION": env.text("REDIS_URL"),
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        "KEY_PREFIX": "eoffice",
    }
