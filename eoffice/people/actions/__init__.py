"""Verbs about people, their posts and who stands in for whom."""
