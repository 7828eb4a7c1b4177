"""The API of every tracked process, from its declarations alone."""
