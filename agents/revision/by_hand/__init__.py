"""A screenplay changed by hand comes back as the smallest typed edits."""
