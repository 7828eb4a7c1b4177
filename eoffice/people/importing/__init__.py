"""People and units out of a table: read, checked row by row, and entered in one transaction or not at all."""
