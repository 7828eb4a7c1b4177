"""Registers as files, with the columns of their forms (sheet 6)."""
