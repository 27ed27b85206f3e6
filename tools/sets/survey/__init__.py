"""Surveying: which part of a place was seen, which cameras and marks it offers, and the report about it."""
