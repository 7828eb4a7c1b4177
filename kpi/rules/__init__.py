"""The arithmetic of the indicators (kpi.md 4-8): pure functions of facts. No Django here."""
