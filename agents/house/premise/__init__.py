"""The line: read with care into people, places, things, ties and what is odd about it."""
