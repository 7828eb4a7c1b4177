"""How Thai is written, read, compared and sorted in an office. Plain Python, no framework."""
