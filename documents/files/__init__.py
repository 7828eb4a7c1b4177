"""Files: receiving and checking them, the store under their hash, sealing, previews, verifying."""
