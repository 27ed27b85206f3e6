"""Shooting in a set: a framing becomes a camera, a move becomes a path, and the path becomes plates with depth."""
