"""Papers, registers and histories as PDF; letters as DOCX; stamps on copies. See docs/decisions/0010."""
