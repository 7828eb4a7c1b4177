"""What a process adds to the API that every process has: its own fields, filters, orders and search.

A process that declares nothing has its list, items, steps and transitions all the same. One that has more to
show puts a `declare(...)` into `<app>/api/items.py`, which is found by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from workflows.engine.api.filters import ItemFilters
from workflows.engine.api.shapes import ItemShape
from workflows.engine.step import Step, steps_of

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.models import Tracked

#: The forms in which a paper is printed, with their media types.
PRINTED_AS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
#: What every list can be ordered by: name -> column.
ORDERS = {"created_at": "created_at", "due_at": "due_at", "state": "state", "id": "pk"}


@dataclass(frozen=True)
class ProcessApi:
    """The declaration of one process.

    `prepare` reads whatever the shape needs for a whole page, in a constant number of queries; the shape
    finds it as `context["page"].more`. `alone` does the same for what only a single item shows.
    """

    model: type[Tracked]
    shape: type[ItemShape] = ItemShape
    filters: type[ItemFilters] = ItemFilters
    orders: Mapping[str, str] = field(default_factory=dict)
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    prepare: Callable[[Sequence[Any], Post], Mapping[str, Any]] | None = None
    #: How an item is printed: (item, who asks, "pdf" or "docx") -> the file. None: it is no paper.
    printing: Callable[[Any, Post, str], bytes] | None = None
    examples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # step -> a body that fits

    @cached_property
    def filterset(self) -> type[ItemFilters]:
        """The filters, with the states of this very machine."""
        states = [(str(state), str(state)) for state in self.model.classes]
        own = {"state": django_filters.MultipleChoiceFilter(choices=states)}
        return type(f"{self.model.__name__}Filters", (self.filters,), own)

    @property
    def creating(self) -> Step | None:
        """The step by which a client makes an item; None where items come only with something else."""
        found = (step for step in steps_of(self.model).values() if step.creates and not step.by_system_alone)
        return next(found, None)

    @property
    def steps(self) -> list[Step]:
        """The steps that a client may take on an item."""
        return [
            step for step in steps_of(self.model).values() if not step.creates and not step.by_system_alone
        ]


_declared: dict[str, ProcessApi] = {}


def find_declarations() -> None:
    """Import every app's `api/items.py`."""
    autodiscover_modules("api.items")


def declare(api: ProcessApi) -> ProcessApi:
    """Register what a process adds."""
    _declared[api.model.process] = api
    return api


def api_of(model: type[Tracked]) -> ProcessApi:
    """What is declared for a process, or the plain API that each has."""
    return _declared.get(model.process) or ProcessApi(model)
