"""What the pages ask for. Shape only: the rules are in `people.actions`."""
