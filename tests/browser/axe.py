"""Asks axe-core what stands in the way of people who can't see, hear or point at the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
#: WCAG 2.2 A and AA, and what axe's authors count as good practice.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = frozenset({"serious", "critical"})


def faults(page: Page) -> list[str]:
    """A sentence per serious or critical fault of the page as it stands now."""
    # Handed over by the debugging protocol, as a function, so that the page's own policy stays in force.
    page.evaluate(f"() => {{ {SCRIPT.read_text(encoding='utf-8')} }}")
    page.evaluate("scrollTo(0, 0)")  # what is half under the top line would count as too small to touch
    answer: dict[str, Any] = page.evaluate(
        "standards => axe.run(document, {runOnly: {type: 'tag', values: standards}})", STANDARDS
    )
    return [
        _sentence(found, node)
        for found in answer["violations"]
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Fails with every grave fault that axe finds, and where."""
    found = faults(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _sentence(found: dict[str, Any], node: dict[str, Any]) -> str:
    target = " ".join(str(part) for part in node["target"])
    return (
        f"{found['impact']} {found['id']}: {found['help']} at {target}\n    {node.get('failureSummary', '')}"
    )
