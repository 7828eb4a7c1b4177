"""What every browser test has at hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import chromium

# Playwright keeps an event loop in the test's thread; Django takes it for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# A busy machine is slow, not wrong; whoever waits for what never comes waits this long once.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Playwright brings no browser of its own here: it drives the machine's, or the one in the npm package.

    Where none starts, tests that need one are skipped with the reason; in CI they fail.
    """
    found = chromium.find(Path(os.environ.get("EOFFICE_TEST_CACHE", Path.home() / ".cache" / "eoffice")))
    if isinstance(found, chromium.Missing):
        if os.environ.get("CI"):
            pytest.fail(f"No browser, and CI must not go without: {found.reason}", pytrace=False)
        pytest.skip(f"no browser: {found.reason}")
    return {
        **browser_type_launch_args,
        "executable_path": str(found.program),
        "args": [*browser_type_launch_args.get("args", []), *found.flags],
        "env": {**os.environ, **found.environment},
    }
