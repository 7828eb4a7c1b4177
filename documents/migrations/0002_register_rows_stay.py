"""The database itself refuses what no code may do to register rows."""

from typing import Any

from django.db import migrations

from documents import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_the_first_tables")]

    operations = [migrations.RunPython(install, remove)]
