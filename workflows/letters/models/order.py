"""Whom an order names."""

from __future__ import annotations

from django.db import models

from workflows.letters.order.machine import Order
from workflows.letters.writing.named import Named


class OrderName(Named):
    """One person who is named in the order or has to know of it, and when they acknowledged."""

    item = models.ForeignKey(Order, models.PROTECT, related_name="readers")

    class Meta(Named.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="order_name_once")]
