"""Edits: what a note from the user comes to, each one typed change of one thing, all ids resolved.

An edit says what should be, never how to get there: `agents/revision` knows that. The words of its fields are those of
the documents it changes. `memory/edit.py` has them all as one type.
"""
