"""The database itself refuses what no code may do to register rows (sheet 3.3, 12.5 invariant 2)."""

from django.db import migrations

SQLITE_UP = [
    """CREATE TRIGGER register_row_stays BEFORE DELETE ON documents_registerentry
    BEGIN SELECT RAISE(ABORT, 'register rows are never deleted'); END""",
    """CREATE TRIGGER register_number_stays BEFORE UPDATE ON documents_registerentry
    WHEN OLD.register_id IS NOT NEW.register_id OR OLD.year IS NOT NEW.year
      OR OLD.number IS NOT NEW.number OR OLD.sub_number IS NOT NEW.sub_number
    BEGIN SELECT RAISE(ABORT, 'a register number never changes'); END""",
    """CREATE TRIGGER register_void_stays BEFORE UPDATE ON documents_registerentry WHEN OLD.state = 'void'
    BEGIN SELECT RAISE(ABORT, 'a cancelled register row is frozen'); END""",
    """CREATE TRIGGER register_change_stays BEFORE UPDATE ON documents_registerchange
    BEGIN SELECT RAISE(ABORT, 'corrections are kept as they are'); END""",
    """CREATE TRIGGER register_change_kept BEFORE DELETE ON documents_registerchange
    BEGIN SELECT RAISE(ABORT, 'corrections are kept as they are'); END""",
]
NAMES = (
    "register_row_stays",
    "register_number_stays",
    "register_void_stays",
    "register_change_stays",
    "register_change_kept",
)

POSTGRES_UP = [
    """CREATE FUNCTION documents_register_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'register rows are never deleted'; END IF;
      IF OLD.state = 'void' THEN RAISE EXCEPTION 'a cancelled register row is frozen'; END IF;
      IF (OLD.register_id, OLD.year, OLD.number, OLD.sub_number)
         IS DISTINCT FROM (NEW.register_id, NEW.year, NEW.number, NEW.sub_number)
      THEN RAISE EXCEPTION 'a register number never changes'; END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER register_row_stays BEFORE UPDATE OR DELETE ON documents_registerentry
    FOR EACH ROW EXECUTE FUNCTION documents_register_guard()""",
    """CREATE FUNCTION documents_change_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'corrections are kept as they are'; END $$""",
    """CREATE TRIGGER register_change_stays BEFORE UPDATE OR DELETE ON documents_registerchange
    FOR EACH ROW EXECUTE FUNCTION documents_change_guard()""",
]
POSTGRES_DOWN = [
    "DROP TRIGGER register_row_stays ON documents_registerentry",
    "DROP TRIGGER register_change_stays ON documents_registerchange",
    "DROP FUNCTION documents_register_guard()",
    "DROP FUNCTION documents_change_guard()",
]


def guard(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES_UP if postgres else SQLITE_UP:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES_DOWN if postgres else [f"DROP TRIGGER {name}" for name in NAMES]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [("documents", "0001_the_first_tables")]

    operations = [migrations.RunPython(guard, unguard)]
