"""A thousand single changes behind the application's back, and every one of them is found."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from documents.files.receive import receive
from documents.files.verify import verify_files
from eoffice.people.models import Post
from tests.letters.telling import arrive, ordered, take
from workflows.engine.guards import LOG
from workflows.engine.models import Transition
from workflows.engine.verify import verify_chain, verify_log

CHANGES_TO_THE_LOG, CHANGES_TO_FILES = 800, 200
COLUMNS = [field for field in Transition._meta.concrete_fields if not field.primary_key]
#: What a changed row would have to refuse anyway is not tried: the database refuses unknown keys itself.
TRIED = [field for field in COLUMNS if not field.is_relation] + [
    field for field in COLUMNS if field.name in {"actor", "post", "on_behalf_of", "unit"}
]


def another(value: Any, chance: Random, field: Any) -> Any:
    """A value that differs from `value` and that the column takes."""
    if field.is_relation:
        return None if value is not None else 1
    if isinstance(value, bool | int):
        return value + 1000 + chance.randint(1, 9)  # beyond every number that is taken
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(microseconds=chance.choice([-1, 1, 10**6]))
    if isinstance(value, dict):
        return json.dumps({**value, "x": chance.randint(1, 9)})
    if value is None:
        return 7 if "minutes" in field.name else dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    place = chance.randrange(len(value)) if value else 0
    put = chance.choice("abc0")
    changed = value[:place] + put + value[place + 1 :]
    return changed if changed != value else value[:place] + "z" + value[place + 1 :]


@contextmanager
def changed(row: Transition, field: Any, value: Any) -> Iterator[None]:
    """One column of one row is another for a moment."""
    sql = f"UPDATE engine_transition SET {field.column} = %s WHERE id = %s"
    kept = getattr(row, field.attname)
    kept = json.dumps(kept) if isinstance(kept, dict) else kept
    with connection.cursor() as cursor:
        cursor.execute(sql, [value, row.pk])
        yield
        cursor.execute(sql, [kept, row.pk])


@pytest.fixture
def logged(malee: Post, somchai: Post, wipha: Post) -> Post:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    take(letter, malee, "remind", note="ติดตาม")
    return malee


def test_every_change_to_a_row_of_the_log_is_found(logged: Post) -> None:
    chance = Random(2569)
    rows = list(Transition.objects.order_by("number"))
    office = logged.organisation
    assert list(verify_chain(office)) == []
    LOG.remove(connection)
    for _ in range(CHANGES_TO_THE_LOG):
        row, field = chance.choice(rows), chance.choice(TRIED)
        value = another(getattr(row, field.attname), chance, field)
        if field.is_relation and value == 1:
            value = getattr(rows[0], field.attname) or logged.pk if field.name != "unit" else None
            if value is None or field.name == "actor":
                continue
        with changed(row, field, value):
            assert list(verify_chain(office)), (field.name, row, value)
    LOG.install(connection)
    assert list(verify_log()) == []


def test_every_flipped_bit_of_a_file_is_found(malee: Post) -> None:
    chance = Random(2569)
    clear = receive(io.BytesIO("แผนงาน".encode() * 50), name="a.txt", post=malee)
    sealed = receive(io.BytesIO("ลับ".encode() * 50), name="b.txt", post=malee, secret=True)
    folder = Path(settings.DATA_DIR) / "files"
    for _ in range(CHANGES_TO_FILES):
        blob = chance.choice([clear, sealed]).blob
        path = folder / blob.place
        whole = path.read_bytes()
        place = chance.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        path.chmod(0o600)
        path.write_bytes(bytes(flipped))
        assert list(verify_files()), (blob.is_encrypted, place)
        path.write_bytes(whole)
    assert list(verify_files()) == []


def test_the_command_says_so_by_its_exit_status(logged: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    out = io.StringIO()
    call_command("verify", files=True, stdout=out)
    assert "whole" in out.getvalue()
    LOG.remove(connection)
    connection.cursor().execute("UPDATE engine_transition SET note = 'x' WHERE number = 2")
    with pytest.raises(SystemExit) as left:
        call_command("verify", stdout=io.StringIO())
    assert left.value.code == 1
    LOG.install(connection)
