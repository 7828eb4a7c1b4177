"""The subcommands of `eoffice` that are no Django management commands."""
