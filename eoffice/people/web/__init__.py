"""The pages of a school's own administrator, and delegation and absence for everyone."""
