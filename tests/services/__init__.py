"""PostgreSQL and Valkey for tests and measurements, where nothing is installed and nobody is root.

    python -m tests.services pytest tests/documents      the tests there, on PostgreSQL with a broker
    python -m tests.services                             prints `export` lines and runs on until Ctrl-C

A command around the tests, not a plugin of theirs: pytest-django reads the settings before any file of this
folder can be imported. Whoever sets DATABASE_URL or REDIS_URL is given that server instead.
"""
