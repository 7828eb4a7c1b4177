"""Logs: one JSON object a line on standard error, with the request's id, and never a secret.

Log *what happened to which item by whom*, by id. Subjects, names, bodies, tokens and passwords don't belong
here; what slips in under a telling name is masked, and a database's echo of refused values is cut away.
"""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET = re.compile(
    r"password|passphrase|token|authorization|cookie|secret|api_?key|setup_?key|session|body|subject|note",
    re.I,
)
# PostgreSQL repeats the refused row in these lines of its messages.
ECHO = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*$", re.M)
# An address may carry a password before the @, a query may hold what someone searched for.
CREDENTIALS = re.compile(r"(\w+://)[^/\s@]*@")

Event = MutableMapping[str, Any]


def mask_secrets(_logger: Any, _method: str, event: Event) -> Event:
    """Replace what stands under a telling name; cut what a database echoes."""
    for key, value in event.items():
        if key != "event" and SECRET.search(key):
            event[key] = "***"
        elif isinstance(value, str):
            event[key] = CREDENTIALS.sub(r"\1***@", ECHO.sub(r"\1: ***", value))
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    structlog.processors.UnicodeDecoder(),
    mask_secrets,
]


def configure() -> None:
    """Send what is logged through structlog on the same road as what libraries log by the standard module."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def configuration(level: str) -> dict[str, Any]:
    """Django's LOGGING at `level` (`DEBUG` … `ERROR`)."""
    logging.captureWarnings(capture=True)
    quieter = "WARNING" if level == "INFO" else level
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["standard_error"], "level": level},
        "loggers": {
            # Django's own handlers would print the same again, and mail it.
            "django": {"handlers": [], "level": level, "propagate": True},
            # Each refused request has its own line already.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
            # A message sent, taken and done is no news; one that failed is.
            "celery": {"level": quieter},
            "django_structlog.celery": {"level": quieter},
        },
    }
