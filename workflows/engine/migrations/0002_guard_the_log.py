"""The database itself keeps the log from being changed."""

from typing import Any

from django.db import migrations

from workflows.engine.guards import LOG


def install(apps: Any, schema_editor: Any) -> None:
    LOG.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    LOG.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("engine", "0001_the_log")]
    operations = [migrations.RunPython(install, remove)]
