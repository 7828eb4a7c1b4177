"""How far the readers of the log are behind, for whoever watches the installation."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from workflows.engine import subscribers
from workflows.engine.models import ChainHead, SubscriberCursor


class LogCollector(Collector):
    """Reads the chains' heads and the readers' cursors when it is asked, not before."""

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing beforehand: registering it must not read the database."""
        return []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Rows in all logs, and rows that each reader has not read yet."""
        rows = ChainHead.objects.aggregate(rows=Sum("number"))["rows"] or 0
        read = dict(SubscriberCursor.objects.values_list("subscriber").annotate(rows=Sum("number")))
        yield GaugeMetricFamily("eoffice_log_rows", "Rows of all transition logs.", value=rows)
        unread = GaugeMetricFamily("eoffice_log_unread_rows", "Rows not read yet.", labels=["subscriber"])
        for name in subscribers.names():
            unread.add_metric([name], rows - (read.get(name) or 0))
        yield unread
