"""Settings of the tests: the same system, with cheap passwords and folders that go away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "EOFFICE_DATA" not in os.environ:  # the processes of one run share the folder of the first
    os.environ["EOFFICE_DATA"] = tempfile.mkdtemp(prefix="eoffice-test-")
    atexit.register(shutil.rmtree, os.environ["EOFFICE_DATA"], ignore_errors=True)
os.environ.setdefault("EOFFICE_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("EOFFICE_FILE_KEY", "only-for-tests-" + "y" * 40)

from eoffice.settings.base import *  # noqa: F403 -- the environment above must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405 -- comes with the star
    DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405 -- a pool outlives the test database
else:
    # A file, since threads of a test share no memory; nothing in it outlives the run, so no fsync.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405 -- as above
    OPTIONS = DATABASES["default"]["OPTIONS"]  # noqa: F405 -- as above
    DATABASES["default"]["OPTIONS"] = {  # noqa: F405 -- as above
        **OPTIONS,
        "init_command": OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF"),
    }
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STYLEGUIDE = True
