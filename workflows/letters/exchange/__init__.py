"""Letters through e-CMS: the line to the own server, and what is said over it. Verbs are in `actions`."""
