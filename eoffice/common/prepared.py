"""Questions and rows whose SQL is worked out once: for the few that every click asks or writes.

Putting a queryset into SQL costs several times what PostgreSQL takes to answer it. Here the words stay the
ORM's; only what they come to is kept, by thread, as a thread keeps its connection.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models
from django.db.models import query as django_query
from django.db.models.expressions import Expression

T = TypeVar("T", bound=models.Model)
populators_of: Any = django_query.get_related_populators


class Slot(Expression):
    """Stands in a queryset for a value that is told with each question."""

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """A mark, with itself as its value."""
        return "%s", [self]

    def told(self, values: dict[str, Any]) -> Any:
        """The value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Question(Generic[T]):
    """A queryset of whole models, asked again and again with other values for its slots.

    `build` makes it: no prefetching, no slicing by a value that changes. One that locks is asked inside a
    transaction, as every queryset is.
    """

    def __init__(self, build: Callable[[], models.QuerySet[T]]) -> None:
        self._build = build
        self._kept = threading.local()

    def __call__(self, **values: Any) -> list[T]:
        """The rows."""
        form = self._form()
        told = [value.told(values) if isinstance(value, Slot) else value for value in form.values]
        with connection.cursor() as cursor:
            cursor.execute(form.sql, told)
            return form.models_of(cursor.fetchall())

    def _form(self) -> _Form:
        form: _Form | None = getattr(self._kept, connection.vendor, None)
        if form is None:
            form = _Form.of(self._build())
            setattr(self._kept, connection.vendor, form)
        return form


@dataclass(frozen=True)
class _Form:
    """What a queryset came to: as `ModelIterable` of Django has it, once and not each time."""

    compiler: Any
    sql: str
    values: Sequence[Any]
    model: Any
    columns: slice
    names: Sequence[str]
    more: Sequence[tuple[str, int]]
    populators: Sequence[Any]
    converters: Any

    @classmethod
    def of(cls, rows: models.QuerySet[Any]) -> _Form:
        compiler: Any = rows.query.get_compiler(rows.db)
        sql, values = compiler.as_sql()
        about = compiler.klass_info
        first, last = about["select_fields"][0], about["select_fields"][-1] + 1
        return cls(
            compiler=compiler,
            sql=sql,
            values=values,
            model=about["model"],
            columns=slice(first, last),
            names=[column[0].target.attname for column in compiler.select[first:last]],
            more=list(compiler.annotation_col_map.items()),
            populators=populators_of(about, compiler.select, rows.db),
            converters=compiler.get_converters([column[0] for column in compiler.select]),
        )

    def models_of(self, found: Sequence[Any]) -> list[Any]:
        rows = self.compiler.apply_converters(found, self.converters) if self.converters else found
        return [self._model_of(row) for row in rows]

    def _model_of(self, row: Any) -> Any:
        made = self.model.from_db(connection.alias, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, made)
        for name, place in self.more:
            setattr(made, name, row[place])
        return made


class Writing(Generic[T]):
    """An INSERT of a few rows of one model; `unless_there` passes over what a constraint already holds."""

    def __init__(self, model: type[T], *, without: Sequence[str] = (), unless_there: bool = False) -> None:
        self._model, self._without, self._unless_there = model, {"id", *without}, unless_there
        self._kept: dict[int, str] = {}

    def __call__(self, *rows: T) -> list[int]:
        """Write new rows and give them their ids; answers the ids of those that were written.

        Rows get their ids only where none is passed over.
        """
        if not rows:
            return []
        sql = self._kept.get(len(rows)) or self._kept.setdefault(len(rows), self._sql(len(rows)))
        fields = self._fields
        told = [f.get_db_prep_save(getattr(row, f.attname), connection) for row in rows for f in fields]
        with connection.cursor() as cursor:
            cursor.execute(sql, told)
            made = [int(found[0]) for found in cursor.fetchall()]
        if not self._unless_there:
            for row, pk in zip(rows, made, strict=True):
                row.pk, row._state.adding, row._state.db = pk, False, connection.alias
        return made

    @cached_property
    def _fields(self) -> list[models.Field[Any, Any]]:
        return [field for field in self._model._meta.concrete_fields if field.name not in self._without]

    def _sql(self, rows: int) -> str:
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in self._fields)
        marks = ", ".join(["(" + ", ".join(["%s"] * len(self._fields)) + ")"] * rows)
        passing = " ON CONFLICT DO NOTHING" if self._unless_there else ""
        table = quote(self._model._meta.db_table)
        return f"INSERT INTO {table} ({columns}) VALUES {marks}{passing} RETURNING id"  # noqa: S608 -- names alone


class Rewriting(Generic[T]):
    """An UPDATE of all columns of one row by its id, as `save()` of a model without signals does it."""

    def __init__(self, model: type[T]) -> None:
        self._model = model

    def __call__(self, row: T) -> None:
        """Write the row anew; it must be there (ObjectDoesNotExist)."""
        told = [f.get_db_prep_save(f.pre_save(row, False), connection) for f in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [*told, row.pk])
            if cursor.rowcount != 1:
                raise ObjectDoesNotExist(f"{self._model.__name__} {row.pk}")

    @cached_property
    def _fields(self) -> list[models.Field[Any, Any]]:
        return [field for field in self._model._meta.local_concrete_fields if not field.primary_key]

    @cached_property
    def _sql(self) -> str:
        quote, meta = connection.ops.quote_name, self._model._meta
        columns = ", ".join(f"{quote(str(field.column))} = %s" for field in self._fields)
        return f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {quote(str(meta.pk.column))} = %s"  # noqa: S608 -- names alone
