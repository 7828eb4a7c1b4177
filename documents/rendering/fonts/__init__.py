"""Sarabun, adapted so that Thai can be read back out of a PDF; made at its first use and kept."""
