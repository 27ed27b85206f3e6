"""Edits of a script, and the storyboard that follows it with the least change."""
