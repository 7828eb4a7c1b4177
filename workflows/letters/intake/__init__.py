"""E-mails that come into the central mailbox (appendix 7, 2-3)."""
