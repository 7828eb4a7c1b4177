"""An old register out of a table: form 13 or 14, or what AMSS++ exports; entered whole or not at all."""
