"""From a Bible to a season plan: turns, what stands between them, promises; attacked and answered."""
