"""Lip-sync: phonemes in time become mouth shapes in time."""
