"""The pages of the office calendar."""
