"""The Celery app: what sends, takes and times the work that follows a step.

    celery -A worker.app worker -Q log,default,slow        takes work; several of them share it
    celery -A worker.app beat                              wakes it by `worker/schedule.py`; one of these only

Without a broker the second alone does both: each task then runs at its time in that one process.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, signals
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

from worker.schedule import schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings.base")

app = Celery("eoffice")
app.set_default()  # also for the threads of the web server, which only send
app.steps["worker"].add(
    DjangoStructLogInitStep
)  # a task's lines carry the id of the request that asked for it
app.autodiscover_tasks(["worker"])
app.conf.update(
    broker_url=settings.REDIS_URL or "memory://",  # the second is never sent to: tasks run where they are due
    task_always_eager=not settings.REDIS_URL,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    timezone=settings.TIME_ZONE,
    # `log`: reading on in the transition log, short and never behind. `slow`: rendering, exports, imports.
    task_default_queue="default",
    task_routes={
        "worker.read_log": {"queue": "log"},
        "worker.wake_all": {"queue": "log"},
        "slow.*": {"queue": "slow"},
    },
    # A message is given back when whoever took it dies, and at most one waits in a process's hands.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # a broker that is away for an hour is waited for
    broker_transport_options={
        "visibility_timeout": 3600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 1,
        "socket_keepalive": True,
    },
    beat_schedule=schedule(every_second=not settings.REDIS_URL),
    beat_max_loop_interval=1,
)


@signals.setup_logging.connect
def _keep_django_logging(**_kwargs: Any) -> None:
    """Celery would set up logs of its own; Django's settings have done it."""
