"""Measuring a log that came from anywhere: a file and a command (kpi-log.md). Needs no database."""
