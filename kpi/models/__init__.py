"""What figures are read from."""

from kpi.models.item_fact import FAR, ItemFact, ItemFactQuerySet

__all__ = ["FAR", "ItemFact", "ItemFactQuerySet"]
