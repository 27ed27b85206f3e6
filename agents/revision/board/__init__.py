"""Edits of a storyboard: shots, lengths, sound, captions, and what is locked."""
