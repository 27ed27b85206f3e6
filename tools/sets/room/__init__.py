"""The practice room: a room that exists only as code, ray-traced, for tests, measurements and first tries."""
